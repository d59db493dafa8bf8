#include "integration/emission.hpp"

#include "base/base64.hpp"
#include "base/hex.hpp"
#include "base/sha256.hpp"
#include "base/version_info.hpp"

#include <algorithm>

namespace acsgate {

namespace {

const Requirement *root_requirement(const Policy &policy) {
  const auto found = std::ranges::find(policy.requirements, RequirementKind::root_certificate, &Requirement::kind);
  return found == policy.requirements.end() ? nullptr : &*found;
}

std::string with_windows_line_ends(std::string_view text) {
  std::string result;
  result.reserve(text.size() + text.size() / 32);
  for (const char letter : text) {
    result += letter == '\n' ? "\r" : "";
    result += letter;
  }
  return result;
}

bool is_document(std::string_view path) { return path.ends_with(".md") || path.ends_with(".json"); }

} // namespace

TemplateValues common_values(const Emission &emission) {
  const Policy &policy = emission.policy.policy;
  TemplateValues values;
  values.values = {{"name", "acsgate " + emission.rollout.name},
                   {"rollout", emission.rollout.name},
                   {"rollout_digest", emission.rollout.digest},
                   {"policy", policy.name},
                   {"policy_version", policy.version},
                   {"digest", policy.digest},
                   {"module", emission.product.id},
                   {"gate_version", std::string(gate_version())}};
  return values;
}

Result<EmittedFile> emitted(std::string path, std::string_view text, const TemplateValues &values) {
  auto filled = fill_template(text, path, values);
  if (!filled) {
    return tl::unexpected(std::move(filled.error()));
  }
  if (!is_document(path)) {
    *filled = with_windows_line_ends(*filled);
  }
  return EmittedFile{std::move(path), std::move(*filled)};
}

Result<std::vector<Row>> root_rows(const Emission &emission) {
  if (emission.root_der.empty()) {
    return std::vector<Row>();
  }
  const Requirement *requirement = root_requirement(emission.policy.policy);
  const std::string expected = requirement == nullptr ? "" : hex_of(requirement->sha256.bytes);
  const std::string found = sha256_hex(emission.root_der);
  if (expected != found) {
    return tl::unexpected(
        Error{ErrorKind::input, "--root",
              "the certificate has the SHA-256 " + found + ", and the policy asks for " + (expected.empty() ? "none" : expected),
              "give the root certificate that the policy names"});
  }
  return std::vector<Row>{{{"root_sha256", found}, {"root_base64", base64_of(emission.root_der)}}};
}

} // namespace acsgate
