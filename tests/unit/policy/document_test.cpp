#include "policy/document.hpp"

#include <catch2/catch.hpp>

using namespace acsgate;

namespace {

std::string canonical(std::string_view yaml) { return to_canonical_json(parse_yaml(yaml, 0, "t").value()); }

} // namespace

TEST_CASE("canonical form: sorted keys, ASCII, bare numbers and truth values") {
  CHECK(canonical("b: 1\na: [x, true, \"1\", 007, -1, 1.5]\n") == R"({"a":["x",true,"1","007","-1","1.5"],"b":1})");
  CHECK(canonical("t: \"日本 \\\"q\\\" \\\\ \\U0001F600\"\n") == R"({"t":"\u65e5\u672c \"q\" \\ \ud83d\ude00"})");
  CHECK(canonical("t: |\n  two\n  lines\n") == R"({"t":"two\u000alines\u000a"})");
}

TEST_CASE("canonical form is read back to itself") {
  const std::string text = R"({"a":["x",true,"1",{"k":"\u65e5\ud83d\ude00\u000a"}],"b":1,"c":{},"d":[]})";
  CHECK(to_canonical_json(parse_json(text, 0, "t").value()) == text);
}

TEST_CASE("marks count lines and columns from one") {
  const Node root = parse_yaml("a: 1\nb:\n  - x\n", 3, "t").value();
  CHECK(root.find("a")->mark.line == 1);
  CHECK(root.find("a")->mark.column == 4);
  CHECK(root.find("b")->items[0].mark.line == 3);
  CHECK(root.find("b")->items[0].mark.column == 5);
  CHECK(root.find("b")->items[0].mark.file == 3);
  CHECK(root.find("c") == nullptr);
}

TEST_CASE("a quote that is never closed is not taken for closed at the end of the file") {
  CHECK_FALSE(parse_yaml("a: \"x\n", 0, "t"));
  CHECK_FALSE(parse_yaml("a: 'x\n\n  \n", 0, "t"));
}

TEST_CASE("limits on depth and count") {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + "x" + std::string(levels, ']'); };
  CHECK(parse_yaml(nested(k_max_document_depth), 0, "t"));
  CHECK_FALSE(parse_yaml(nested(k_max_document_depth + 1), 0, "t"));
  CHECK(parse_json(nested(3).replace(3, 1, "1"), 0, "t"));
  CHECK_FALSE(parse_json(std::string(70, '[') + std::string(70, ']'), 0, "t"));
  std::string many = "[";
  for (std::size_t count = 0; count < k_max_document_nodes; ++count) {
    many += "1,";
  }
  CHECK_FALSE(parse_json(many + "1]", 0, "t"));
}
