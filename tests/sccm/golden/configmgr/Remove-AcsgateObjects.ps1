#Requires -Version 5.1
<#
.SYNOPSIS
Removes from ConfigMgr what New-AcsgateObjects.ps1 of this folder created, and nothing else. Made by acsgate emit.

.DESCRIPTION
Remove the deployments of these objects first: ConfigMgr keeps what is deployed. Nothing is removed from hosts; uninstall the gate from
them before, by a deployment with the purpose Uninstall. -WhatIf shows what would be removed.

.PARAMETER SiteCode
Code of the site, such as XYZ.

.PARAMETER Language
Whose objects: VBScript, PowerShell, or both (the default), then with the collections and the condition that both share.
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory = $true)][string]$SiteCode,
    [ValidateSet('VBScript', 'PowerShell', 'Both')][string]$Language = 'Both'
)
$ErrorActionPreference = 'Stop'
$base = 'acsgate dsa-20-0-6690'
$languages = @($Language)
if ($Language -eq 'Both') {
    $languages = @('VBScript', 'PowerShell')
}
Import-Module -Name (Join-Path -Path (Split-Path -Path $env:SMS_ADMIN_UI_PATH -Parent) -ChildPath 'ConfigurationManager.psd1')
Push-Location
try {
    Set-Location -LiteralPath ($SiteCode + ':\')
    foreach ($each in $languages) {
        $name = $base + ' (' + $each + ')'
        $found = Get-CMBaseline -Name ($name + ' baseline') -DisableWildcardHandling
        if ($found -and $PSCmdlet.ShouldProcess($name + ' baseline', 'Remove baseline')) {
            Remove-CMBaseline -InputObject $found -Force
        }
        $found = Get-CMConfigurationItem -Name ($name + ' decision item') -Fast -DisableWildcardHandling
        if ($found -and $PSCmdlet.ShouldProcess($name + ' decision item', 'Remove configuration item')) {
            Remove-CMConfigurationItem -InputObject $found -Force
        }
        foreach ($application in @(($name + ' agent'), ($name + ' gate'))) {
            $found = Get-CMApplication -Name $application -Fast -DisableWildcardHandling
            if ($found -and $PSCmdlet.ShouldProcess($application, 'Remove application')) {
                Remove-CMApplication -InputObject $found -Force
            }
        }
        $found = Get-CMGlobalCondition -Name ($name + ' decision') -DisableWildcardHandling
        if ($found -and $PSCmdlet.ShouldProcess($name + ' decision', 'Remove global condition')) {
            Remove-CMGlobalCondition -InputObject $found -Force
        }
    }
    if ($Language -eq 'Both') {
        $found = Get-CMGlobalCondition -Name ($base + ' processor') -DisableWildcardHandling
        if ($found -and $PSCmdlet.ShouldProcess($base + ' processor', 'Remove global condition')) {
            Remove-CMGlobalCondition -InputObject $found -Force
        }
        $collections = @(
            ($base + ' wave ' + '01 canary'),
            ($base + ' wave ' + '02 early'),
            ($base + ' wave ' + '03 broad'),
            ($base + ' decision ' + 'acs'),
            ($base + ' decision ' + 'legacy'),
            ($base + ' decision ' + 'hold'),
            ($base + ' decision ' + 'unknown'),
            ($base + ' gate present')
        )
        foreach ($collection in $collections) {
            $found = Get-CMCollection -Name $collection -CollectionType Device -DisableWildcardHandling
            if ($found -and $PSCmdlet.ShouldProcess($collection, 'Remove collection')) {
                Remove-CMCollection -InputObject $found -Force
            }
        }
    }
}
finally {
    Pop-Location
}
