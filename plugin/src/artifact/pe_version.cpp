#include "artifact/little_endian.hpp"
#include "artifact/pe_file.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::uint32_t k_version_type = 16; // RT_VERSION
constexpr std::uint32_t k_fixed_signature = 0xFEEF04BD;
constexpr std::size_t k_directory = 16;
constexpr std::size_t k_entry = 8;
constexpr std::size_t k_max_entries = 4096;
constexpr std::uint32_t k_is_directory = 0x8000'0000;
constexpr std::size_t k_fixed_at = 40; ///< VS_FIXEDFILEINFO in VS_VERSIONINFO, behind its key "VS_VERSION_INFO"
constexpr std::size_t k_fixed_size = 52;

std::optional<std::uint64_t> offset_of(std::span<const PeSection> sections, std::uint32_t address) {
  for (const PeSection &section : sections) {
    if (address >= section.address && address - section.address < section.size) {
      return std::uint64_t{section.offset} + (address - section.address);
    }
  }
  return std::nullopt;
}

/// Where the entry for `id` (any: the first) of the directory at `directory` leads.
std::optional<std::uint32_t> find_entry(ByteSource &source, std::uint64_t directory, std::optional<std::uint32_t> id) {
  const std::string head = source.bytes(directory, k_directory);
  const std::size_t count = std::min<std::size_t>(k_max_entries, std::size_t{u16_at(head, 12)} + u16_at(head, 14));
  const std::string entries = source.bytes(directory + k_directory, count * k_entry);
  for (std::size_t at = 0; at + k_entry <= entries.size(); at += k_entry) {
    if (!id || u32_at(entries, at) == *id) {
      return u32_at(entries, at + 4);
    }
  }
  return std::nullopt;
}

std::string version_text(std::uint32_t high, std::uint32_t low) {
  return std::to_string(high >> 16U) + '.' + std::to_string(high & 0xFFFFU) + '.' + std::to_string(low >> 16U) + '.' +
         std::to_string(low & 0xFFFFU);
}

} // namespace

void read_pe_version(ByteSource &source, std::span<const PeSection> sections, std::uint32_t resources, PeFile &file) {
  const auto begin = offset_of(sections, resources);
  if (!begin) {
    return;
  }
  const std::uint64_t root = *begin;
  std::optional<std::uint32_t> found = find_entry(source, root, k_version_type);
  std::uint32_t place = found.value_or(0);
  for (int level = 0; level < 2; ++level) { // its name, then its language
    if ((place & k_is_directory) == 0) {
      return;
    }
    found = find_entry(source, root + (place & ~k_is_directory), std::nullopt);
    place = found.value_or(0);
  }
  if (!found || (place & k_is_directory) != 0) {
    return;
  }
  const auto data = offset_of(sections, u32_at(source.bytes(root + place, k_directory), 0));
  const std::string fixed = data ? source.bytes(*data + k_fixed_at, k_fixed_size) : std::string();
  if (u32_at(fixed, 0) == k_fixed_signature) {
    file.file_version = version_text(u32_at(fixed, 8), u32_at(fixed, 12));
    file.product_version = version_text(u32_at(fixed, 16), u32_at(fixed, 20));
  }
}

} // namespace acsgate
