#include "facts/fact_values.hpp"

#include "base/hex.hpp"
#include "base/text.hpp"

#include <catch2/catch.hpp>

#include <cctype>

using namespace acsgate;

TEST_CASE("a thumbprint with any byte in any place") {
  for (const std::size_t size : {40U, 64U}) {
    const std::string digits = std::string("0123456789abcdefFEDCBA9876543210F0e1D2c3B4a5968778695A4b3C2d1E0f").substr(0, size);
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text = digits;
        text[at] = static_cast<char>(byte);
        const auto thumbprint = parse_thumbprint(text);
        const bool hex = byte < 128 && std::isxdigit(byte) != 0;
        if (thumbprint.has_value() != hex || (hex && hex_of({thumbprint->bytes.data(), thumbprint->size}) != lower_ascii(text))) {
          FAIL("place " << at << " of " << size << ", byte " << byte);
        }
      }
    }
  }
}
