#pragma once

#include "artifact/container.hpp"

#include <functional>
#include <string_view>

namespace acsgate {

/// Takes a program out of a package; false: no more of them.
using OnProgram = std::function<bool(std::string name, ByteSource &program)>;

/// Why this program unpacks no cabinet at all; empty: it does.
[[nodiscard]] std::string_view why_none_is_unpacked();

/// Hands over the files in a cabinet that begin as programs do, one after the other, with the names that they have there. Writes
/// nothing but a nameless temporary file. `budget` is how many bytes may be decompressed, and is left with the rest. An error
/// says why not all files could be looked at; the others were.
[[nodiscard]] Readable<void> unpack_cabinet(ByteSource &cabinet, std::uint64_t &budget, const OnProgram &take);

} // namespace acsgate
