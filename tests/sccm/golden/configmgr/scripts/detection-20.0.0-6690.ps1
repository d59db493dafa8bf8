# Made by acsgate emit for the policy sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a.
# Pure ASCII; runs on PowerShell 2.0.
$ErrorActionPreference = 'SilentlyContinue'

# Starts the gate on this host with these arguments and answers its exit code; -1 where it could not be started or took too long. What
# the gate answers has numbers of its own, above 99, so that neither 0 nor any other program's code passes for an answer. Another policy
# than the one above is refused by the gate with 20. Its output is read when it has ended, so it must be short: a pipe holds 4 KB, and
# behind that the gate would wait for a reader until it is ended.
function Invoke-Gate([string]$Arguments) {
    $code = -1
    $script:output = ''
    try {
        # A 32-bit PowerShell finds the 64-bit folder here.
        $folder = $env:ProgramW6432
        if ([string]::IsNullOrEmpty($folder)) {
            $folder = $env:ProgramFiles
        }
        $folder = $folder + '\acsgate\gate\'
        $start = New-Object -TypeName System.Diagnostics.ProcessStartInfo
        $start.FileName = $folder + 'acsgate.exe'
        $start.Arguments = $Arguments + ' --quiet --policy "' + $folder + 'policy.json" --policy-digest sha256:aebafaaa7af77ee01816e3b8edf2e0c9918ca8291b81702b9ad48a08dd49474a --module agent'
        $start.UseShellExecute = $false
        $start.CreateNoWindow = $true
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        # ConfigMgr ends a script after 60 seconds and leaves the program behind.
        if ($process.WaitForExit(45000)) {
            $code = $process.ExitCode
            $script:output = $process.StandardOutput.ReadToEnd()
        }
        else {
            $process.Kill()
        }
    }
    catch {
        $code = -1
    }
    return $code
}

# Detection: text and 0 where this build or a newer one is installed, nothing and 0 where not, 1 where that can't be told.
$code = Invoke-Gate 'detect --exit-profile distinct --at-least 20.0.0-6690'
if ($code -eq 100) {
    Write-Output 'agent 20.0.0-6690 or newer is installed'
}
elseif ($code -ne 101) {
    exit 1
}
exit 0
