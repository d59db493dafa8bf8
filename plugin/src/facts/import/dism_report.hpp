#pragma once

#include "base/result.hpp"
#include "facts/package_identity.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// One package of the list; the state is the word that DISM wrote, in whatever language.
struct DismRow {
  PackageIdentity identity;
  std::string_view state;
};

/// What `dism /get-packages` printed; borrows from the text.
struct DismReport {
  std::array<std::uint32_t, 4> image_version{}; ///< 10.0.17763.2114
  std::vector<DismRow> rows;
};

/// Reads the output of `dism /get-packages`, as a list or a table, in any language: identities and versions are known by their
/// shape, states by their place. Refused is what does not show that it is whole and of one run: the two versions before the
/// packages, each package in full, and the sentence after them.
[[nodiscard]] Result<DismReport> read_dism_report(std::string_view text, const std::string &name);

} // namespace acsgate
