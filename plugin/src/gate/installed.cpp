#include "gate/installed.hpp"

#include "gate/ask.hpp"
#include "gate/build_class.hpp"

namespace acsgate {

namespace {

struct Finding {
  Installed installed;
  FactText version;
};

Finding find_installed(const Product &product, const ModuleFacts &modules, const Version &build) {
  if (!modules.ok() || !modules.items) {
    return {Installed::not_read, {}};
  }
  Finding finding{Installed::not_there, {}};
  for (const ModuleFact &module : *modules.items) {
    if (!is_of(product, module)) {
      continue;
    }
    const auto version = parse_version(module.version);
    const Tri at_or_above = version ? standing_of(product, *version, build).at_or_above : Tri::unknown;
    if (at_or_above == Tri::yes) {
      return {Installed::at_or_above, module.version};
    }
    if (at_or_above == Tri::unknown && finding.installed != Installed::ambiguous) {
      finding = {Installed::ambiguous, module.version};
    } else if (finding.version.empty()) {
      finding.version = module.version;
    }
  }
  return finding;
}

} // namespace

Installed installed_at_or_above(const Product &product, const ModuleFacts &modules, const Version &build) {
  return find_installed(product, modules, build).installed;
}

FactText installed_version(const Product &product, const ModuleFacts &modules, const Version &build) {
  return find_installed(product, modules, build).version;
}

} // namespace acsgate
