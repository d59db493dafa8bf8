#pragma once

#include <string_view>

namespace acsgate {

/// The templates of plugin/sccm, compiled in; see integration/text_template.hpp for what may stand in them. Those of scripts go
/// behind call-gate of their language.
[[nodiscard]] std::string_view template_configmgr_new_acsgateobjects_ps1();
[[nodiscard]] std::string_view template_configmgr_remove_acsgateobjects_ps1();
[[nodiscard]] std::string_view template_configmgr_set_acsgatewavemembers_ps1();
[[nodiscard]] std::string_view template_configmgr_configuration_mof();
[[nodiscard]] std::string_view template_configmgr_client_settings_mof();
[[nodiscard]] std::string_view template_configmgr_gate_present_wql();
[[nodiscard]] std::string_view template_configmgr_decision_wql();
[[nodiscard]] std::string_view template_configmgr_readme_md();
[[nodiscard]] std::string_view template_configmgr_readme_ja_md();
[[nodiscard]] std::string_view template_scripts_call_gate_vbs();
[[nodiscard]] std::string_view template_scripts_call_gate_ps1();
[[nodiscard]] std::string_view template_scripts_requirement_vbs();
[[nodiscard]] std::string_view template_scripts_requirement_ps1();
[[nodiscard]] std::string_view template_scripts_detection_vbs();
[[nodiscard]] std::string_view template_scripts_detection_ps1();
[[nodiscard]] std::string_view template_scripts_gate_detection_vbs();
[[nodiscard]] std::string_view template_scripts_gate_detection_ps1();
[[nodiscard]] std::string_view template_scripts_discovery_vbs();
[[nodiscard]] std::string_view template_scripts_discovery_ps1();
[[nodiscard]] std::string_view template_scripts_root_remediation_ps1();
[[nodiscard]] std::string_view template_scripts_run_script_ps1();
[[nodiscard]] std::string_view template_gate_install_cmd();
[[nodiscard]] std::string_view template_gate_uninstall_cmd();
[[nodiscard]] std::string_view template_intune_requirement_ps1();
[[nodiscard]] std::string_view template_intune_remediation_detection_ps1();
[[nodiscard]] std::string_view template_intune_readme_md();
[[nodiscard]] std::string_view template_intune_readme_ja_md();

} // namespace acsgate
