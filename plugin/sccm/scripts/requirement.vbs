' Script global condition: prints the decision for this host, or error. No rule may accept error.
Dim answer
answer = "error"
Select Case Gate("check --exit-profile distinct")
  Case 100: answer = "acs"
  Case 101: answer = "legacy"
  Case 102: answer = "hold"
  Case 103: answer = "unknown"
  Case 104: answer = "not-applicable"
End Select
WScript.Echo answer
WScript.Quit 0
