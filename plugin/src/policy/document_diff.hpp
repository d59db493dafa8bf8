#pragma once

#include "policy/document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace acsgate {

/// A value that differs between two policies.
struct ValueChange {
  std::string section;            ///< `general`, or the key at the top that it stands under: `platforms`
  std::string path;               ///< `rows[windows-10-1809].min_ubr`, below the section
  std::optional<std::string> old; ///< as a policy writes it, in one line; nullopt: added
  std::optional<std::string> now; ///< nullopt: removed
  Mark old_mark;                  ///< into the old document's files
  Mark now_mark;
};

/// What differs between two merged documents, whatever the order of their keys: rows and statements are compared by their `id`,
/// update rows one by one, other lists as a whole. In the order of the sections, then of the paths.
[[nodiscard]] std::vector<ValueChange> differences(const Document &old, const Document &now);

} // namespace acsgate
