#pragma once

#include "facts/json_reader.hpp"
#include "facts/owned_facts.hpp"

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace acsgate {

/// What Ansible's setup module says of a host, as far as it matters here. The names are those of the module (ansible.windows,
/// setup.ps1; ansible.builtin, setup.py) without `ansible_`. Text is empty and numbers are missing where it says nothing or null.
struct AnsibleFacts {
  FactText os_family;
  FactText system; ///< `Win32NT`
  FactText hostname;
  FactText netbios_name;
  FactText fqdn;
  FactText domain;
  FactText distribution;
  FactText distribution_version; ///< `10.0.17763.0`; the last part is no revision
  FactText os_product_type;      ///< `workstation`, `server`, `domain_controller`
  FactText os_installation_type; ///< `Client`, `Server`, `Server Core`
  FactText architecture;         ///< in the language of the system
  FactText architecture2;        ///< `x86_64`, the same everywhere; newer versions only
  std::optional<bool> reboot_pending;
  FactText iso8601;
  FactText epoch_text;
  std::optional<std::uint32_t> epoch;
};

/// The outermost object of a result, beside the facts.
struct AnsibleOutcome {
  AnsibleFacts facts;
  std::optional<bool> failed;
  std::optional<bool> unreachable;
  FactText message;
  FactText payload; ///< JSON in JSON: the fact cache of ansible-core 2.19 and later
  bool holds_facts = false;
};

/// Reads a result of the setup module, a file of the fact cache, or the variable `ansible_facts` as a play writes it into a file
/// (its names have no `ansible_`). False on a fault, which is then in `json`.
[[nodiscard]] bool read_ansible_outcome(JsonReader &json, simdjson::dom::element document, AnsibleOutcome &outcome);

/// What could be used, and what could not although it was there.
struct AnsibleHost {
  OwnedFacts host;
  bool undated = false;         ///< there is a date that can't be read
  bool restart_pending = false; ///< for a reason that is not told
};

/// `inventory_name` stands in where the facts hold no name.
[[nodiscard]] AnsibleHost host_of(const AnsibleFacts &facts, std::string_view inventory_name);

} // namespace acsgate
