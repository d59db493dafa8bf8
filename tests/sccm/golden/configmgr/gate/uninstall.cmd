@echo off
rem Takes the gate off this host. The Agent stays, and so does a halt (HKLM\SOFTWARE\acsgate, Halt).
setlocal
set "to=%ProgramW6432%"
if not defined to set "to=%ProgramFiles%"
set "to=%to%\acsgate\gate"
set "system=%SystemRoot%\System32"
if exist "%SystemRoot%\Sysnative\reg.exe" set "system=%SystemRoot%\Sysnative"
if exist "%to%\acsgate.exe" "%to%\acsgate.exe" tattoo clear >nul 2>nul
"%system%\reg.exe" delete HKLM\SOFTWARE\acsgate\Gate /f >nul 2>nul
if exist "%to%\acsgate.exe" del /f /q "%to%\acsgate.exe"
if exist "%to%\policy.json" del /f /q "%to%\policy.json"
if exist "%to%\acsgate.exe" exit /b 1
if exist "%to%" rd "%to%"
exit /b 0
