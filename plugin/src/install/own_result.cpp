#include "install/own_result.hpp"

#include <vector>

namespace acsgate {

std::span<const OwnResultRow> own_results() {
  // clang-format off
  static const std::vector<OwnResultRow> s_rows = {
    {OwnResult::halted, 17010, "GATE.HALTED", {"the gate is halted: nothing is installed", "停止指示により、インストールしません"}},
    {OwnResult::held, 17011, "INSTALL.HELD", {"nothing may be installed on this host now", "現時点ではこのホストに何もインストールできません"}},
    {OwnResult::restart_pending, 17012, "INSTALL.RESTART_PENDING", {"this host has to be restarted first", "先にこのホストの再起動が必要です"}},
    {OwnResult::no_file, 17013, "INSTALL.NO_FILE", {"no file is given that this host may take", "このホストにインストールできるファイルが指定されていません"}},
    {OwnResult::unknown, 17014, "INSTALL.UNKNOWN", {"it can't be told whether this host may take the file", "このホストにインストールできるか判断できません"}},
    {OwnResult::wrong_architecture, 17015, "INSTALL.WRONG_ARCHITECTURE", {"every file given is for another processor architecture", "指定されたファイルはすべて別のアーキテクチャ用です"}},
    {OwnResult::self_protected, 17016, "AGENT.SELF_PROTECTED", {"the Agent's self-protection is on: switch it off for the installation", "Agent セルフプロテクションが有効です。インストールの間は無効にしてください"}},
    {OwnResult::other_installation, 17017, "INSTALL.OTHER_INSTALLATION", {"Windows Installer is busy with another installation", "Windows インストーラーが別のインストールを実行中です"}},
    {OwnResult::no_space, 17018, "INSTALL.NO_SPACE", {"there is too little free space on the disk", "ディスクの空き容量が不足しています"}},
    {OwnResult::artifact_missing, 17019, "INSTALL.ARTIFACT_MISSING", {"the chosen file is not there", "選択されたファイルがありません"}},
    {OwnResult::artifact_changed, 17020, "INSTALL.ARTIFACT_CHANGED", {"the chosen file is not the one that is expected", "選択されたファイルが想定と異なります"}},
    {OwnResult::not_started, 17021, "INSTALL.NOT_STARTED", {"the command can't be started", "コマンドを開始できません"}},
    {OwnResult::busy, 17022, "INSTALL.BUSY", {"another acsgate run is at work on this host", "このホストで別の acsgate run が実行中です"}},
    {OwnResult::still_running, 17023, "INSTALL.STILL_RUNNING", {"the installation still goes on", "インストールはまだ実行中です"}},
    {OwnResult::stopped, 17024, "INSTALL.STOPPED", {"the command took too long and was ended", "コマンドが時間内に終わらなかったため終了させました"}},
    {OwnResult::postcheck_failed, 17025, "INSTALL.POSTCHECK_FAILED", {"the installer succeeded, but what it installed does not run", "インストーラーは成功しましたが、インストールされた製品が動作していません"}},
    {OwnResult::postcheck_unknown, 17026, "INSTALL.POSTCHECK_UNKNOWN", {"the installer succeeded, but it can't be told whether what it installed runs", "インストーラーは成功しましたが、インストールされた製品が動作しているか判断できません"}},
    {OwnResult::no_result, 17027, "INSTALL.NO_RESULT", {"no run has left a result on this host", "このホストに実行結果はありません"}},
    {OwnResult::interrupted, 17028, "INSTALL.INTERRUPTED", {"nobody waited for the end of the last installation: how it ended is not known", "前回のインストールの終了を確認できていないため、結果は不明です"}},
  };
  // clang-format on
  return s_rows;
}

const OwnResultRow &row_of(OwnResult result) { return own_results()[static_cast<std::size_t>(result)]; }

} // namespace acsgate
