#include "artifact/cabinet.hpp"

#include "artifact/little_endian.hpp"

namespace acsgate {

namespace {

constexpr std::size_t k_header = 36;
constexpr std::size_t k_reserve_header = 60; ///< with the reserve that a signature needs
constexpr std::uint16_t k_reserve_present = 0x04;
constexpr std::uint16_t k_signature_reserve = 20;
constexpr std::uint32_t k_signature_mark = 0x0010'0000;
constexpr std::size_t k_max_signature = std::size_t{16} << 20U;

tl::unexpected<std::string> damaged_cabinet(std::string what) { return tl::unexpected<std::string>(std::move(what)); }

} // namespace

bool is_cabinet(std::string_view head) { return head.starts_with("MSCF"); }

Readable<Cabinet> read_cabinet(ByteSource &source) {
  Cabinet cabinet;
  const std::string head = source.bytes(0, k_header);
  if (!is_cabinet(head)) {
    return damaged_cabinet("its header is cut off");
  }
  const std::uint64_t size = u32_at(head, 8);
  if (size > source.size()) {
    return damaged_cabinet("it is shorter than its header says");
  }
  const std::string reserve = (u16_at(head, 30) & k_reserve_present) != 0 ? source.bytes(0, k_reserve_header) : std::string();
  const std::uint64_t begin = u32_at(reserve, 44);
  const std::size_t length = u32_at(reserve, 48);
  const bool marked = u16_at(reserve, 36) == k_signature_reserve && u32_at(reserve, 40) == k_signature_mark;
  if (!marked || (begin == 0 && length == 0)) {
    cabinet.hashed = {{0, source.size()}};
    return cabinet;
  }
  if (begin != size || length == 0 || length > k_max_signature || begin + length != source.size()) {
    return damaged_cabinet("its signature is not where its header says");
  }
  cabinet.hashed = {{0, 4}, {8, 34}, {56, begin}};
  cabinet.signature = source.bytes(begin, length);
  if (cabinet.signature.empty() || begin < k_reserve_header) {
    return damaged_cabinet("its signature can't be read");
  }
  return cabinet;
}

} // namespace acsgate
