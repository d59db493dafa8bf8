# Made by acsgate emit for the policy {{digest:word}}.
# Remediation: puts the root certificate that the policy asks for into the machine's store. It throws where that fails, because an exit
# code tells ConfigMgr nothing. Runs on PowerShell 2.0.
$ErrorActionPreference = 'Stop'
$expected = {{root_sha256:powershell}}
$bytes = [System.Convert]::FromBase64String({{root_base64:powershell}})
$hash = New-Object -TypeName System.Security.Cryptography.SHA256Managed
$found = [System.BitConverter]::ToString($hash.ComputeHash($bytes)).Replace('-', '').ToLower()
if ($found -ne $expected) {
    throw 'acsgate: the certificate in this script is not the one that the policy asks for'
}
$certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList (, $bytes)
$store = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Store -ArgumentList 'Root', 'LocalMachine'
$store.Open('ReadWrite')
$store.Add($certificate)
$store.Close()
