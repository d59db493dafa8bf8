' Detection of the gate itself: it is there if it decides about this host by the policy above, whatever it decides.
Dim code
code = Gate("check --exit-profile distinct")
If code >= 100 And code <= 104 Then WScript.Echo "the gate is installed"
WScript.Quit 0
