#pragma once

#include "base/hex.hpp"
#include "base/sha1.hpp"

#include <span>
#include <string>
#include <utility>

namespace acsgate {

/// What stands for a certificate in tests: a DER sequence with `text` in it.
inline std::string fake_der(const std::string &text) { return std::string("\x30") + static_cast<char>(text.size()) + text; }

inline std::string property(unsigned number, const std::string &bytes) {
  const auto word = [](std::size_t value) {
    std::string out;
    for (unsigned shift = 0; shift < 32; shift += 8) {
      out += static_cast<char>(static_cast<unsigned char>(value >> shift));
    }
    return out;
  };
  return word(number) + word(1) + word(bytes.size()) + bytes;
}

/// A blob as Windows stores it, with `more` properties.
inline std::string blob_of(const std::string &der, const std::string &more = {}) {
  return property(3, std::string(20, 'x')) + more + property(32, der);
}

/// The name of the certificate's key.
inline std::string key_name(const std::string &der) {
  const auto digest = sha1(der);
  return hex_of(*digest);
}

inline const std::string k_usage_code{"\x30\x0A\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x03", 12};
inline const std::string k_usage_server{"\x30\x0A\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x01", 12};
inline const std::string k_usage_any{"\x30\x06\x06\x04\x55\x1D\x25\x00", 8};
inline const std::string k_usage_none{"\x30\x00", 2};

} // namespace acsgate
