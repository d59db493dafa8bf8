#include "base/result.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

TEST_CASE("an error reads where, what, fix") {
  CHECK(to_string(Error{ErrorKind::input, "a.json:3:7", "\"os\" is broken", "mend it"}) ==
        "a.json:3:7: \"os\" is broken; mend it");
}

TEST_CASE("empty parts of an error are left out with their separators") {
  CHECK(to_string(Error{ErrorKind::usage, "", "no such option", "see --help"}) == "no such option; see --help");
  CHECK(to_string(Error{ErrorKind::usage, "", "no such option", ""}) == "no such option");
  CHECK(to_string(Error{ErrorKind::policy, "p.yaml:1:1", "is empty", ""}) == "p.yaml:1:1: is empty");
  CHECK(to_string(Error{ErrorKind::policy, "p.yaml", "", "mend it"}) == "p.yaml; mend it");
  CHECK(to_string(Error{}).empty());
}

TEST_CASE("an error is one line that does nothing to a terminal") {
  CHECK(to_string(Error{ErrorKind::input, "a\n.json", "x\x1B[31m", "y\u202E"}) == "a\\u{000A}.json: x\\u{001B}[31m; y\\u{202E}");
}

TEST_CASE("a long path keeps its line and column") {
  const std::string where = "C:/" + std::string(3000, 'd') + "/facts.json:12:34";
  CHECK(to_string(Error{ErrorKind::input, where, "is wrong", ""}) == where + ": is wrong");
}

TEST_CASE("an endless sentence is cut") {
  CHECK(to_string(Error{ErrorKind::input, "", std::string(1U << 20U, 'x'), ""}).size() < 3000);
}
