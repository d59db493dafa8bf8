#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acsgate {

/// One entry of a discretionary access list that allows something; entries that deny are left out, so that no list looks safer
/// than it is.
struct AccessEntry {
  std::string sid;           ///< `S-1-1-0`; empty where the entry is of a kind whose holder can't be told
  std::uint32_t mask = 0;    ///< access rights by winnt.h's bits
  bool inherit_only = false; ///< does not apply to the object itself
};

/// Who owns a file or folder, and who may do what with it.
struct FileSecurity {
  std::string owner;
  bool has_list = true; ///< without one, everybody may do everything
  std::vector<AccessEntry> entries;
};

enum class FilePlace {
  file,     ///< decides by its content
  folder,   ///< holds it
  ancestor, ///< holds its folder; others may add to it, as they may to C:\ on every Windows
};

/// SID of somebody who may change what `place` is for, and is neither an administrator nor part of Windows nor `self` (the SID
/// that the program runs as); empty where there is nobody. `?` for a holder that can't be told.
[[nodiscard]] std::string stranger_who_may_write(const FileSecurity &security, FilePlace place, std::string_view self);

} // namespace acsgate
