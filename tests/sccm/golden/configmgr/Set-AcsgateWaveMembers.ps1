#Requires -Version 5.1
<#
.SYNOPSIS
Makes the members of the wave collections those of the lists that "acsgate wave export configmgr --output FOLDER" wrote. Made by acsgate
emit.

.DESCRIPTION
Hosts that are not in a list are taken out of its collection; a halt empties all lists. Names that are unknown or stand for several
devices are named and left out. -WhatIf shows what would change.

.PARAMETER SiteCode
Code of the site, such as XYZ.

.PARAMETER Lists
Folder of the lists.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)][string]$SiteCode,
    [Parameter(Mandatory = $true)][string]$Lists
)
$ErrorActionPreference = 'Stop'
$base = 'acsgate dsa-20-0-6690'
$waves = @{
    '01 canary' = '01-canary.txt'
    '02 early' = '02-early.txt'
    '03 broad' = '03-broad.txt'
}
# All lists are read before anything changes.
$wanted = @{}
foreach ($wave in @($waves.Keys)) {
    $list = Join-Path -Path $Lists -ChildPath $waves[$wave]
    $wanted[$wave] = @(Get-Content -LiteralPath $list -Encoding UTF8 | Where-Object { $_ -ne '' })
}
Import-Module -Name (Join-Path -Path (Split-Path -Path $env:SMS_ADMIN_UI_PATH -Parent) -ChildPath 'ConfigurationManager.psd1')
Push-Location
try {
    Set-Location -LiteralPath ($SiteCode + ':\')
    foreach ($wave in @($wanted.Keys)) {
        $collection = Get-CMCollection -Name ($base + ' wave ' + $wave) -CollectionType Device -DisableWildcardHandling
        if (-not $collection) {
            throw ('there is no collection "' + $base + ' wave ' + $wave + '"; run New-AcsgateObjects.ps1 first')
        }
        $ids = @()
        foreach ($computer in $wanted[$wave]) {
            $devices = @(Get-CMDevice -Name $computer -Fast -DisableWildcardHandling)
            if ($devices.Count -eq 1) {
                $ids += $devices[0].ResourceID
            }
            else {
                Write-Warning -Message ($computer + ': ' + $devices.Count + ' devices have this name; left out')
            }
        }
        $rules = @(Get-CMDeviceCollectionDirectMembershipRule -CollectionId $collection.CollectionID)
        $present = @($rules | ForEach-Object { $_.ResourceID })
        foreach ($id in @($present | Where-Object { $ids -notcontains $_ })) {
            if ($PSCmdlet.ShouldProcess($collection.Name, ('Remove device ' + $id))) {
                Remove-CMDeviceCollectionDirectMembershipRule -CollectionId $collection.CollectionID -ResourceId $id -Force
            }
        }
        foreach ($id in @($ids | Where-Object { $present -notcontains $_ })) {
            if ($PSCmdlet.ShouldProcess($collection.Name, ('Add device ' + $id))) {
                Add-CMDeviceCollectionDirectMembershipRule -CollectionId $collection.CollectionID -ResourceId $id
            }
        }
        if ($PSCmdlet.ShouldProcess($collection.Name, 'Update membership')) {
            Invoke-CMCollectionUpdate -CollectionId $collection.CollectionID
        }
    }
}
finally {
    Pop-Location
}
