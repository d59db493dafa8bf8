#include "base/held_file.hpp"

#include "../policy/policy_files.hpp"
#include "base/file.hpp"
#include "base/private_folder.hpp"
#include "base/sha256.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace acsgate;
using test::TemporaryFolder;

TEST_CASE("a held file keeps its bytes whatever becomes of the original") {
  const TemporaryFolder folder;
  const auto original = folder.path() / "x.msi";
  const std::string bytes(200'000, 'a');
  REQUIRE(write_new_file(original, bytes).has_value());
  std::filesystem::path copy;
  {
    const auto held = HeldFile::open(original.string(), folder.path());
    REQUIRE(held.has_value());
    CHECK(held->sha256() == sha256_hex(bytes));
    CHECK(held->size() == bytes.size());
    std::filesystem::resize_file(original, 1);
    copy = held->path();
    CHECK(copy.filename() == "x.msi");
    CHECK(read_file(copy, 1'000'000, ErrorKind::input).value() == bytes);
  }
  CHECK_FALSE(std::filesystem::exists(copy));
}

TEST_CASE("a copy can be left for a child that goes on, and is removed later") {
  const TemporaryFolder folder;
  REQUIRE(write_new_file(folder.path() / "x", "x").has_value());
  std::filesystem::path copy;
  {
    auto held = HeldFile::open((folder.path() / "x").string(), folder.path());
    REQUIRE(held.has_value());
    copy = held->path();
    held->leave();
  }
  CHECK(std::filesystem::exists(copy));
  remove_left_copies(folder.path());
  CHECK_FALSE(std::filesystem::exists(copy));
  CHECK(std::filesystem::exists(folder.path() / "x"));
}

TEST_CASE("links, folders, pipes and what is not there are refused") {
  const TemporaryFolder folder;
  REQUIRE(write_new_file(folder.path() / "x", "x").has_value());
  std::filesystem::create_symlink(folder.path() / "x", folder.path() / "link");
  REQUIRE(mkfifo((folder.path() / "pipe").c_str(), S_IRWXU) == 0);
  for (const char *name : {"link", "pipe", "."}) {
    const auto held = HeldFile::open((folder.path() / name).string(), {});
    REQUIRE_FALSE(held.has_value());
    CHECK(held.error().code.empty());
  }
  const auto missing = HeldFile::open((folder.path() / "none").string(), {});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == HeldFile::k_missing);
}

TEST_CASE("a private folder is nobody else's") {
  const TemporaryFolder folder;
  const auto made = folder.path() / "state";
  REQUIRE(open_private_folder(made).has_value());
  CHECK(open_private_folder(made).has_value());
  CHECK(std::filesystem::status(made).permissions() == std::filesystem::perms::owner_all);
  std::filesystem::permissions(made, std::filesystem::perms::all);
  CHECK_FALSE(open_private_folder(made).has_value());
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "link");
  CHECK_FALSE(open_private_folder(folder.path() / "link").has_value());
  REQUIRE(write_new_file(folder.path() / "file", "").has_value());
  CHECK_FALSE(open_private_folder(folder.path() / "file").has_value());
  CHECK_FALSE(open_private_folder(folder.path() / "none" / "state").has_value());
}

TEST_CASE("a file is replaced as a whole, and a lock is taken once") {
  const TemporaryFolder folder;
  REQUIRE(replace_file(folder.path() / "x", "one").has_value());
  REQUIRE(replace_file(folder.path() / "x", "two").has_value());
  CHECK(read_file(folder.path() / "x", 100, ErrorKind::input).value() == "two");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "x.new"));
  CHECK_FALSE(replace_file(folder.path() / "none" / "x", "x").has_value());
  auto lock = HostLock::try_take(folder.path() / "lock");
  REQUIRE((lock.has_value() && *lock != nullptr));
  const auto second = HostLock::try_take(folder.path() / "lock");
  REQUIRE(second.has_value());
  CHECK(*second == nullptr);
  lock->reset();
  CHECK(HostLock::try_take(folder.path() / "lock").value() != nullptr);
}
