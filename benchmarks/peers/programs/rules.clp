; The thirteen rules in CLIPS: each finding is printed as a rule and a position.
; A position's manager is "" where it has none.

(deftemplate position
  (slot id (type STRING))
  (slot role (type SYMBOL))
  (slot reports-to (type STRING))
  (multislot duties (type SYMBOL)))

(deftemplate placement (slot rule) (slot role) (slot manager-role))
(deftemplate arrives (slot id (type STRING)))

; how many report to a manager, under the manager's id: an instance is found by its name at once
(defclass REPORTS (is-a USER) (slot manager (type STRING)) (slot number (type INTEGER) (default 0)))

(deffacts placements
  (placement (rule r1) (role office-manager) (manager-role regional-manager))
  (placement (rule r2) (role regional-manager) (manager-role sales-manager))
  (placement (rule r3) (role store-manager) (manager-role sales-manager))
  (placement (rule r4) (role channel-manager) (manager-role sales-manager))
  (placement (rule r5) (role sales-representative) (manager-role channel-manager))
  (placement (rule r6) (role sales-manager) (manager-role sales-director))
  (placement (rule r7) (role sales-director) (manager-role general-manager))
  (placement (rule r8) (role customer-service-manager) (manager-role general-manager))
  (placement (rule r9) (role customer-representative) (manager-role customer-service-manager)))

(deffunction broken (?rule ?position)
  (printout t ?rule " " ?position crlf))

(defrule wrong-manager
  (placement (rule ?rule) (role ?role) (manager-role ?manager-role))
  (position (id ?id) (role ?role) (reports-to ?manager))
  (not (position (id ?manager) (role ?manager-role)))
  =>
  (broken ?rule ?id))

(defrule several-general-managers
  (position (id ?id) (role general-manager))
  (exists (position (id ~?id) (role general-manager)))
  =>
  (broken r10 ?id))

(defrule no-general-manager
  (not (position (role general-manager)))
  =>
  (broken r10 "*"))

(defrule count-reports
  (position (id ?manager))
  (position (reports-to ?manager))
  =>
  (bind ?name (symbol-to-instance-name (sym-cat ?manager)))
  (if (not (instance-existp ?name)) then (make-instance ?name of REPORTS (manager ?manager)))
  (send ?name put-number (+ (send ?name get-number) 1)))

(defrule too-many-reports
  (declare (salience -10))
  (object (is-a REPORTS) (manager ?manager) (number ?number&:(> ?number 12)))
  =>
  (broken r11 ?manager))

(defrule general-manager-arrives
  (position (id ?id) (role general-manager))
  =>
  (assert (arrives (id ?id))))

(defrule below-who-arrives
  (arrives (id ?manager))
  (position (id ?id) (reports-to ?manager))
  =>
  (assert (arrives (id ?id))))

(defrule never-arrives
  (declare (salience -10))
  (position (id ?id))
  (not (arrives (id ?id)))
  =>
  (broken r12 ?id))

(defrule incompatible-duties
  (position (id ?id) (duties $? apply-promotion-expense $?))
  (position (id ?id) (duties $? review-promotion-expense $?))
  =>
  (broken r13 ?id))
