' Made by acsgate emit for the policy sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a.
' Pure ASCII, one token on standard output, nothing on standard error.
Option Explicit
On Error Resume Next

' Starts the gate on this host with these arguments and answers its exit code; -1 where it could not be started. What the gate answers
' has numbers of its own, above 99, so that neither 0 nor any other program's code passes for an answer. Another policy than the one
' above is refused by the gate with 20.
Function Gate(ByVal arguments)
  On Error Resume Next
  Dim shell, folder, command, code
  Gate = -1
  code = -1
  Err.Clear
  Set shell = CreateObject("WScript.Shell")
  ' A 32-bit script host finds the 64-bit folder here.
  folder = shell.Environment("PROCESS")("ProgramW6432")
  If folder = "" Then folder = shell.Environment("PROCESS")("ProgramFiles")
  folder = folder & "\acsgate\gate\"
  command = """" & folder & "acsgate.exe"" " & arguments & " --quiet --policy """ & folder & "policy.json"" --policy-digest sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a --module agent"
  ' Through cmd.exe, so that there is somewhere for output to go.
  code = shell.Run("""" & shell.Environment("PROCESS")("SystemRoot") & "\System32\cmd.exe"" /d /s /c """ & command & " >nul 2>nul""", 0, True)
  If Err.Number = 0 Then Gate = code
End Function

' Detection: text and 0 where this build or a newer one is installed, nothing and 0 where not, 1 where that can't be told.
Select Case Gate("detect --exit-profile distinct --at-least 20.0.0-4959")
  Case 100: WScript.Echo "agent 20.0.0-4959 or newer is installed"
  Case 101: WScript.Quit 0
  Case Else: WScript.Quit 1
End Select
