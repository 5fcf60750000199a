% The thirteen rules in Prolog: swipl rules.pl positions.csv prints a rule and a position a line.

:- use_module(library(csv)).
:- initialization(main, main).
:- dynamic role/2, reports_to/2, duty/2.
:- table arrives/1.

placement(r1, 'office-manager', 'regional-manager').
placement(r2, 'regional-manager', 'sales-manager').
placement(r3, 'store-manager', 'sales-manager').
placement(r4, 'channel-manager', 'sales-manager').
placement(r5, 'sales-representative', 'channel-manager').
placement(r6, 'sales-manager', 'sales-director').
placement(r7, 'sales-director', 'general-manager').
placement(r8, 'customer-service-manager', 'general-manager').
placement(r9, 'customer-representative', 'customer-service-manager').

arrives(Position) :- role(Position, 'general-manager').
arrives(Position) :- reports_to(Position, Manager), arrives(Manager).

broken(Rule, Position) :-
    placement(Rule, Role, ManagerRole),
    role(Position, Role),
    \+ ( reports_to(Position, Manager), role(Manager, ManagerRole) ).
broken(r10, Position) :-
    aggregate_all(count, role(_, 'general-manager'), Number),
    Number =\= 1,
    (   Number =:= 0
    ->  Position = '*'
    ;   role(Position, 'general-manager')
    ).
broken(r11, Manager) :-
    role(Manager, _),
    aggregate_all(count, reports_to(_, Manager), Number),
    Number > 12.
broken(r12, Position) :-
    role(Position, _),
    \+ arrives(Position).
broken(r13, Position) :-
    duty(Position, 'apply-promotion-expense'),
    duty(Position, 'review-promotion-expense').

main([File]) :-
    forall(( csv_read_file_row(File, Row, [convert(false), line(Line)]), Line > 1 ), remember(Row)),
    forall(broken(Rule, Position), format("~w ~w~n", [Rule, Position])).

remember(row(Position, _Title, Role, Manager, Duties)) :-
    assertz(role(Position, Role)),
    (   Manager == '' -> true ; assertz(reports_to(Position, Manager)) ),
    split_string(Duties, ";", "", Each),
    forall(member(Text, Each), ( atom_string(Duty, Text), assertz(duty(Position, Duty)) )).
