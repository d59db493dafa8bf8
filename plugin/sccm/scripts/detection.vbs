' Detection: text and 0 where this build or a newer one is installed, nothing and 0 where not, 1 where that can't be told.
Select Case Gate("detect --exit-profile distinct --at-least {{build:word}}")
  Case 100: WScript.Echo "{{module:word}} {{build:word}} or newer is installed"
  Case 101: WScript.Quit 0
  Case Else: WScript.Quit 1
End Select
