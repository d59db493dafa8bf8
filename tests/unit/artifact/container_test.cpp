#include "artifact/cabinet.hpp"
#include "artifact/inspect.hpp"
#include "artifact/msi_package.hpp"
#include "artifact/pe_file.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;
using namespace std::string_literals;

namespace {

void put16(std::string &bytes, std::size_t at, std::uint32_t value) {
  bytes[at] = static_cast<char>(value & 0xFFU);
  bytes[at + 1] = static_cast<char>(value >> 8U & 0xFFU);
}

void put32(std::string &bytes, std::size_t at, std::uint32_t value) {
  put16(bytes, at, value & 0xFFFFU);
  put16(bytes, at + 2, value >> 16U);
}

/// A program of headers and one section, PE32+, without signature.
std::string small_program(std::uint16_t characteristics = 0) {
  std::string bytes(0x400, '\0');
  bytes[0] = 'M';
  bytes[1] = 'Z';
  put32(bytes, 0x3C, 0x40);
  bytes.replace(0x40, 4, "PE\0\0"s);
  put16(bytes, 0x44, 0x8664);
  put16(bytes, 0x46, 1);   // sections
  put16(bytes, 0x54, 240); // size of the optional header
  put16(bytes, 0x58, 0x20B);
  put16(bytes, 0x58 + 70, characteristics);
  put32(bytes, 0x58 + 108, 16);
  const std::size_t section = 0x58 + 240;
  put32(bytes, section + 12, 0x1000);
  put32(bytes, section + 16, 0x200);
  put32(bytes, section + 20, 0x200);
  return bytes;
}

/// The same with a certificate table of one record at its end.
std::string program_with_table(std::uint32_t declared, const std::string &content) {
  std::string bytes = small_program();
  std::string record(8, '\0');
  put32(record, 0, declared);
  put16(record, 4, 0x0200);
  put16(record, 6, 0x0002);
  put32(bytes, 0x58 + 112 + 32, static_cast<std::uint32_t>(bytes.size()));
  put32(bytes, 0x58 + 112 + 36, static_cast<std::uint32_t>(record.size() + content.size()));
  return bytes + record + content;
}

/// A compound file of version 3 with an empty root: header, sector table, directory.
std::string small_compound() {
  std::string bytes(512 * 3, '\0');
  bytes.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
  put16(bytes, 24, 0x3E);
  put16(bytes, 26, 3);
  put16(bytes, 28, 0xFFFE);
  put16(bytes, 30, 9);
  put16(bytes, 32, 6);
  put32(bytes, 44, 1);
  put32(bytes, 48, 1); // directory
  put32(bytes, 56, 4096);
  put32(bytes, 60, 0xFFFFFFFE);
  put32(bytes, 68, 0xFFFFFFFE);
  for (std::size_t i = 0; i < 109; ++i) {
    put32(bytes, 76 + 4 * i, i == 0 ? 0 : 0xFFFFFFFF);
  }
  for (std::size_t i = 0; i < 128; ++i) {
    put32(bytes, 512 + 4 * i, 0xFFFFFFFF);
  }
  put32(bytes, 512, 0xFFFFFFFD);
  put32(bytes, 516, 0xFFFFFFFE);
  const std::size_t root = 1024;
  put16(bytes, root + 64, 22);
  bytes[root + 66] = 5;
  put32(bytes, root + 68, 0xFFFFFFFF);
  put32(bytes, root + 72, 0xFFFFFFFF);
  put32(bytes, root + 76, 0xFFFFFFFF);
  put32(bytes, root + 80, 0x000C1084); // a package
  bytes[root + 88] = '\xC0';
  bytes[root + 95] = '\x46';
  return bytes;
}

/// An entry of the directory of `small_compound`, by its number.
void put_stream(std::string &bytes, std::size_t number, std::uint32_t right, std::uint32_t start, std::uint32_t size) {
  const std::size_t at = 1024 + 128 * number;
  bytes[at] = static_cast<char>('a' + number);
  put16(bytes, at + 64, 4);
  bytes[at + 66] = 2;
  put32(bytes, at + 68, 0xFFFFFFFF);
  put32(bytes, at + 72, right);
  put32(bytes, at + 76, 0xFFFFFFFF);
  put32(bytes, at + 116, start);
  put32(bytes, at + 120, size);
}

std::string trouble_of_pe(const std::string &bytes) {
  MemorySource source(bytes);
  const auto file = read_pe_file(source);
  return file ? std::string() : file.error();
}

Artifact inspected(const std::string &bytes) {
  MemorySource source(bytes);
  return inspect(source, "test", *parse_timestamp("2026-11-22T12:00:00Z"));
}

} // namespace

TEST_CASE("a program's header is read") {
  const std::string bytes = small_program(0x0160 | 0x0080);
  MemorySource source(bytes);
  const auto file = read_pe_file(source);
  REQUIRE(file);
  CHECK(file->machine == "x64");
  CHECK(file->integrity_check);
  CHECK(file->signatures.empty());
  CHECK(file->file_version.empty());
  const std::string other = small_program(0x0160);
  MemorySource unchecked(other);
  CHECK_FALSE(read_pe_file(unchecked)->integrity_check);
}

TEST_CASE("a program that is cut off anywhere is damaged") {
  const std::string bytes = small_program();
  for (std::size_t length = 2; length < bytes.size(); ++length) {
    CHECK(inspected(bytes.substr(0, length)).verdict == ArtifactVerdict::broken);
  }
  CHECK(inspected(bytes).verdict == ArtifactVerdict::not_signed);
}

TEST_CASE("a certificate table must be whole, and at the very end") {
  CHECK(trouble_of_pe(program_with_table(16, std::string(8, 'x'))).empty());
  CHECK_FALSE(trouble_of_pe(program_with_table(17, std::string(8, 'x'))).empty());
  CHECK_FALSE(trouble_of_pe(program_with_table(7, std::string(8, 'x'))).empty());
  CHECK_FALSE(trouble_of_pe(program_with_table(0xFFFFFFFF, std::string(8, 'x'))).empty());
  CHECK_FALSE(trouble_of_pe(program_with_table(16, std::string(8, 'x')) + "tail").empty());
  std::string inside = program_with_table(16, std::string(8, 'x'));
  put32(inside, 0x58 + 112 + 32, 0x300); // over the section: what is there would not be signed
  put32(inside, 0x58 + 112 + 36, static_cast<std::uint32_t>(inside.size() - 0x300));
  put32(inside, 0x300, static_cast<std::uint32_t>(inside.size() - 0x300)); // a record like any other
  put16(inside, 0x306, 0x0002);
  CHECK_FALSE(trouble_of_pe(inside).empty());
  std::string other_kind = program_with_table(16, std::string(8, 'x'));
  put16(other_kind, 0x406, 1); // an X.509 certificate
  CHECK_FALSE(trouble_of_pe(other_kind).empty());
}

TEST_CASE("a signature that can't be read is broken, not missing") {
  const Artifact artifact = inspected(program_with_table(16, std::string(8, 'x')));
  CHECK(artifact.verdict == ArtifactVerdict::broken);
  REQUIRE(artifact.signatures.size() == 1);
  CHECK(artifact.signatures.front().findings.front().code == FindingCode::unreadable_signature);
}

TEST_CASE("a compound file's streams are read in the order of their names") {
  std::string bytes = small_compound();
  put32(bytes, 1024 + 76, 2);
  put_stream(bytes, 2, 1, 0, 0);
  put_stream(bytes, 1, 3, 0, 0);
  put_stream(bytes, 3, 0xFFFFFFFF, 0, 0);
  MemorySource source(bytes);
  auto file = CompoundFile::open(source);
  REQUIRE(file);
  CHECK(is_msi_package(*file));
  CHECK(file->children(file->root()).value() == std::vector<std::uint32_t>{1, 2, 3});
  CHECK(inspected(bytes).verdict == ArtifactVerdict::not_signed);
  SECTION("siblings that go round in a circle are damage") {
    put_stream(bytes, 3, 2, 0, 0);
    CHECK(inspected(bytes).verdict == ArtifactVerdict::broken);
  }
  SECTION("so is a stream that is longer than the file") {
    put_stream(bytes, 3, 0xFFFFFFFF, 0, 0x7FFFFFFF);
    CHECK(inspected(bytes).verdict == ArtifactVerdict::broken);
  }
  SECTION("or one of the mini stream, where there is none") {
    put_stream(bytes, 3, 0xFFFFFFFF, 0, 10);
    CHECK(inspected(bytes).verdict == ArtifactVerdict::broken);
  }
}

TEST_CASE("a compound file with impossible tables is damaged") {
  const std::string good = small_compound();
  const auto with = [&good](std::size_t at, std::uint32_t value) {
    std::string bytes = good;
    put32(bytes, at, value);
    return inspected(bytes).verdict;
  };
  CHECK(with(0x18, 0x0003003E) == ArtifactVerdict::not_signed);
  CHECK(with(44, 0) == ArtifactVerdict::broken);
  CHECK(with(44, 0xFFFFFFFF) == ArtifactVerdict::broken);
  CHECK(with(48, 7) == ArtifactVerdict::broken);              // a directory beyond the end
  CHECK(with(516, 1) == ArtifactVerdict::broken);             // one that goes round in a circle
  CHECK(with(1024 + 120, 0x1000) == ArtifactVerdict::broken); // a mini stream that is not there
  for (std::size_t length = 0; length < good.size(); ++length) {
    CHECK(inspected(good.substr(0, length)).verdict == ArtifactVerdict::broken);
  }
}

TEST_CASE("a compound file that is no package is of no known format") {
  std::string bytes = small_compound();
  put32(bytes, 1024 + 80, 0x00020906); // a Word document
  const Artifact artifact = inspected(bytes);
  CHECK(artifact.format == ArtifactFormat::unknown);
  CHECK(artifact.verdict == ArtifactVerdict::broken);
}

TEST_CASE("a cabinet's signature must be where the header says") {
  std::string bytes(60, '\0');
  bytes.replace(0, 4, "MSCF");
  put32(bytes, 8, 60);
  put16(bytes, 30, 4);
  put16(bytes, 36, 20);
  put32(bytes, 40, 0x00100000);
  CHECK(inspected(bytes).verdict == ArtifactVerdict::not_signed);
  put32(bytes, 44, 60);
  put32(bytes, 48, 8);
  CHECK(inspected(bytes + "garbled!").signatures.size() == 1);
  CHECK(inspected(bytes + "garbled!").verdict == ArtifactVerdict::broken);
  CHECK(inspected(bytes + "garbled").signatures.empty());
  CHECK(inspected(bytes + "garbled").verdict == ArtifactVerdict::broken);
  CHECK(inspected(bytes + "garbled!!").verdict == ArtifactVerdict::broken);
  put32(bytes, 44, 50);
  CHECK(inspected(bytes + "garbled!").verdict == ArtifactVerdict::broken);
}

TEST_CASE("findings have stable names in the order of their codes, and texts in both languages") {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(FindingCode::unknown_format); ++i) {
    const auto code = static_cast<FindingCode>(i);
    CHECK(row_of(code).code == code);
    CHECK_FALSE(row_of(code).text.ja.empty());
    CHECK((row_of(code).text.en.find("{0}") == std::string::npos) == (row_of(code).text.ja.find("{0}") == std::string::npos));
  }
}
