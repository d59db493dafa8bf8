// Loads any bytes as a rollout, YAML or canonical JSON, and where it fits the policy compiled in writes what ConfigMgr and Intune
// get for it.
#include "base/text.hpp"
#include "integration/emission.hpp"
#include "rollout/loader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace acsgate;

namespace {

/// Scripts are ASCII without controls, paths stay in the folder, and scripts of hosts have nothing of a name that was chosen.
void look_at(const EmittedFiles &files, const std::string &name) {
  for (const EmittedFile &file : files) {
    if (file.path.starts_with('/') || file.path.find("..") != std::string::npos || !is_valid_utf8(file.bytes)) {
      std::abort();
    }
    const bool script = file.path.ends_with(".ps1") || file.path.ends_with(".vbs") || file.path.ends_with(".cmd");
    const auto plain = [](char letter) { return (letter >= ' ' && letter <= '~') || letter == '\r' || letter == '\n'; };
    if (script && !std::ranges::all_of(file.bytes, plain)) {
      std::abort();
    }
    const bool chosen = name.size() > 40 && file.bytes.find(name) != std::string::npos;
    if (script && chosen && file.path.find('/') != std::string::npos) {
      std::abort();
    }
  }
}

void emit_for(const LoadedRollout &loaded, const LoadedPolicy &policy) {
  const Product *product = policy.policy.find_product(loaded.rollout.module);
  if (product == nullptr) {
    std::abort(); // bound, and its module is not there
  }
  Emission emission{.rollout = loaded.rollout, .policy = policy, .product = *product, .files = {}, .root_der = {}};
  emission.files.reserve(loaded.rollout.offer.size());
  for (const OfferedBuild &offered : loaded.rollout.offer) {
    emission.files.push_back({offered.file.empty() ? "agent.msi" : offered.file, std::string(64, 'a')});
  }
  for (const auto make_files : {configmgr_files, intune_files}) {
    if (const auto files = make_files(emission)) {
      look_at(*files, loaded.rollout.name);
    } else if (files.error().what.empty() || files.error().where.starts_with("template ")) {
      std::abort(); // a defect of a template, which no rollout may show
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  static const LoadedPolicy k_policy = load_builtin_policy().value();
  auto loaded = load_rollout_text({reinterpret_cast<const char *>(data), size}, "fuzz.yaml");
  if (!loaded) {
    if (loaded.error().empty()) {
      std::abort();
    }
    return 0;
  }
  // What was accepted once is accepted again in canonical form, with the same digest.
  const auto again = load_rollout_text(loaded->canonical, "fuzz.json");
  if (!again || again->rollout.digest != loaded->rollout.digest || again->canonical != loaded->canonical) {
    std::abort();
  }
  if (bind_rollout(*loaded, k_policy.policy).empty()) {
    emit_for(*loaded, k_policy);
  }
  return 0;
}
