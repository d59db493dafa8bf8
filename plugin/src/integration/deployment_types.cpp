#include "base/text.hpp"
#include "gate/build_class.hpp"
#include "integration/emission.hpp"
#include "integration/quoting.hpp"

#include <algorithm>
#include <tuple>

namespace acsgate {

namespace {

Error wrong_offer(const OfferedBuild &offered, std::string what, std::string fix) {
  return {ErrorKind::policy, "offer " + printable(offered.build, 80), std::move(what), std::move(fix)};
}

Result<DeploymentType> type_of(const Emission &emission, std::size_t index) {
  const OfferedBuild &offered = emission.rollout.offer[index];
  const std::optional<Version> build = offered.ask.build;
  const BuildClass kind = classify(emission.policy.policy, emission.product, offered.ask);
  if (kind.acs == Tri::unknown || !build) {
    return tl::unexpected(wrong_offer(offered, "the policy can't tell whether it is an ACS build",
                                      "add its line to the policy, or offer another build"));
  }
  if (offered.arch.empty()) {
    return tl::unexpected(wrong_offer(offered, "its architecture is not said", "add \"arch\" to it in the rollout"));
  }
  if (!lower_ascii(emission.files[index].name).ends_with(".msi")) {
    return tl::unexpected(wrong_offer(offered, '"' + printable(emission.files[index].name, 80) + "\" is no .msi",
                                      "offer the package for Windows Installer"));
  }
  return DeploymentType{kind.acs == Tri::yes, offered.arch, to_string(*build), emission.files[index]};
}

bool is_lower(const OfferedBuild &left, const OfferedBuild &right) {
  const std::optional<Version> lower = left.ask.build;
  const std::optional<Version> higher = right.ask.build;
  return lower && higher && compare(*lower, *higher) < 0;
}

} // namespace

Result<std::vector<DeploymentType>> deployment_types(const Emission &emission) {
  const std::vector<OfferedBuild> &offer = emission.rollout.offer;
  std::vector<std::size_t> order(offer.size());
  for (std::size_t index = 0; index < order.size(); ++index) {
    order[index] = index;
  }
  std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) { return is_lower(offer[right], offer[left]); });
  std::vector<DeploymentType> types;
  types.reserve(order.size());
  for (const std::size_t index : order) {
    auto type = type_of(emission, index);
    if (!type) {
      return tl::unexpected(std::move(type.error()));
    }
    if (std::ranges::none_of(types, [&](const auto &other) { return other.acs == type->acs && other.arch == type->arch; })) {
      types.push_back(std::move(*type));
    }
  }
  std::ranges::stable_sort(types, [](const auto &left, const auto &right) {
    return std::tuple(!left.acs, left.arch) < std::tuple(!right.acs, right.arch);
  });
  return types;
}

Result<std::string> install_command(const Emission &emission, const DeploymentType &type, std::string_view program_files) {
  auto file = quoted(Quoting::argument, type.file.name);
  if (!file) {
    file.error().where = "offer " + type.build;
    return file;
  }
  const std::string kind = type.acs ? "acs" : "legacy";
  const std::string folder = '"' + std::string(program_files) + R"(\acsgate\gate\)";
  // The gate stops waiting before ConfigMgr does, so that it is the one that says that an installation still goes on.
  return folder + R"(acsgate.exe" run --quiet --policy )" + folder + R"(policy.json" --policy-digest )" +
         emission.policy.policy.digest + " --module " + emission.product.id + " --" + kind + ' ' + *file + " --" + kind +
         "-build " + type.build + " --" + kind + "-sha256 " + type.file.sha256 +
         " --timeout 50m -- msiexec.exe /i {artifact} /qn /norestart";
}

std::vector<std::string> accepted_tokens(const Emission &emission, bool acs) {
  if (acs) {
    return {"acs"};
  }
  return emission.policy.policy.on_unknown == OnUnknown::legacy ? std::vector<std::string>{"legacy", "unknown"}
                                                                : std::vector<std::string>{"legacy"};
}

} // namespace acsgate
