#pragma once

#include <cstddef>

namespace acsgate {

/// Of a text that is shown: remedies of a policy are longer than anything a fact should be.
inline constexpr std::size_t k_most_text_bytes = 4096;

/// `sha256:` and as many digits as a person compares.
inline constexpr std::size_t k_digest_bytes = 19;

} // namespace acsgate
