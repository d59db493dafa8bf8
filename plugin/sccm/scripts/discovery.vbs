' Discovery of the configuration item: leaves the decision behind in the registry for inventory, finishes the post-check that an
' installation left for the time after the restart, and prints one token. 1: neither can be told.
Dim answer
Select Case Gate("check --tattoo --exit-profile distinct")
  Case 100: answer = "acs"
  Case 101: answer = "legacy"
  Case 102: answer = "hold"
  Case 103: answer = "unknown"
  Case 104: answer = "not-applicable"
  Case Else: WScript.Quit 1
End Select
Select Case Gate("postcheck --pending")
  Case 0, 12
  Case 10: answer = "postcheck-failed"
  Case Else: WScript.Quit 1
End Select
WScript.Echo answer
WScript.Quit 0
