// SHA-256 in plain C++, and Boost's SHA-1, for the 32-bit test build on Linux only: Debian has no 32-bit OpenSSL without a second
// architecture, and what that build tests is everything else. Nothing that is shipped contains it.
#include "base/hex.hpp"
#include "base/sha1.hpp"
#include "base/sha256.hpp"

#include <boost/uuid/detail/sha1.hpp>

#include <array>
#include <bit>

namespace acsgate {

namespace {

using Words = std::array<std::uint32_t, 8>;

constexpr std::size_t k_block = 64;

/// FIPS 180-4, 4.2.2.
constexpr std::array<std::uint32_t, 64> k_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// FIPS 180-4, 6.2.2.
void take_block(Words &hash, const unsigned char *block) {
  std::array<std::uint32_t, 64> schedule{};
  for (std::size_t t = 0; t < 16; ++t) {
    for (std::size_t byte = 0; byte < 4; ++byte) {
      schedule[t] = schedule[t] << 8U | block[4 * t + byte];
    }
  }
  for (std::size_t t = 16; t < 64; ++t) {
    const std::uint32_t early = schedule[t - 15];
    const std::uint32_t late = schedule[t - 2];
    schedule[t] = schedule[t - 16] + (std::rotr(early, 7) ^ std::rotr(early, 18) ^ early >> 3U) + schedule[t - 7] +
                  (std::rotr(late, 17) ^ std::rotr(late, 19) ^ late >> 10U);
  }
  auto [a, b, c, d, e, f, g, h] = hash;
  for (std::size_t t = 0; t < 64; ++t) {
    const std::uint32_t first =
        h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + k_constants[t] + schedule[t];
    const std::uint32_t second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const Words sum = {a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < hash.size(); ++i) {
    hash[i] += sum[i];
  }
}

} // namespace

std::optional<std::array<std::uint8_t, 20>> sha1(std::string_view bytes) {
  boost::uuids::detail::sha1 hash;
  hash.process_bytes(bytes.data(), bytes.size());
  boost::uuids::detail::sha1::digest_type words;
  hash.get_digest(words);
  std::array<std::uint8_t, 20> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(words[i / 4] >> (24U - 8U * (i % 4)));
  }
  return digest;
}

std::string sha256_hex(std::string_view bytes) {
  // FIPS 180-4, 5.1.1: a one bit, zeros, and the length in bits.
  std::string padded(bytes);
  padded += '\x80';
  padded.append((k_block + 56 - padded.size() % k_block) % k_block, '\0');
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    padded += static_cast<char>(std::uint64_t{bytes.size()} * 8 >> (shift - 8) & 0xFFU);
  }
  Words hash = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  for (std::size_t at = 0; at < padded.size(); at += k_block) {
    take_block(hash, reinterpret_cast<const unsigned char *>(padded.data()) + at);
  }
  std::array<std::uint8_t, 32> digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(hash[i / 4] >> (24U - 8U * (i % 4)));
  }
  return hex_of(digest);
}

std::string sha256_hex_of_pieces(const NextPiece &next) {
  std::string bytes;
  for (std::string_view piece = next(); !piece.empty(); piece = next()) {
    bytes += piece;
  }
  return sha256_hex(bytes);
}

} // namespace acsgate
