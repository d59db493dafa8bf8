#include "facts/import/reg_view.hpp"

#include "facts/registry/registry_value.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace acsgate;

namespace {

const std::string k_header = "Windows Registry Editor Version 5.00\r\n\r\n";

/// A view with what it borrows from.
struct Export {
  explicit Export(std::string given) : text(std::move(given)), file(parse_reg_file(text, "x.reg").value()) {}
  std::string text;
  RegFile file;
};

std::pair<std::unique_ptr<Export>, std::unique_ptr<RegView>> view_of(const std::string &text) {
  auto held = std::make_unique<Export>(text);
  auto view = RegView::make(held->file, 1252, "x.reg");
  if (!view) {
    FAIL(to_string(view.error()));
  }
  return {std::move(held), std::make_unique<RegView>(std::move(*view))};
}

std::string key(const std::string &path, const std::string &values = {}) {
  return "[HKEY_LOCAL_MACHINE\\" + path + "]\r\n" + values + "\r\n";
}

bool refused(const std::string &text) {
  const auto file = parse_reg_file(text, "x.reg");
  return !file || !RegView::make(*file, 1252, "x.reg");
}

} // namespace

TEST_CASE("an export knows what lies below its keys and nothing else", "[import]") {
  const auto [held, view] = view_of(k_header + key(R"(SOFTWARE\A\B)", "\"x\"=dword:00000001\r\n") + key(R"(SOFTWARE\A\B\C)") +
                                    key(R"(SOFTWARE\A\B\C-1)") + key(R"(SOFTWARE\A\B\C\D)"));
  CHECK(view->key(R"(SOFTWARE\a\b)") == ReadStatus::ok);
  CHECK(view->key(R"(SOFTWARE\A\B\C\D)") == ReadStatus::ok);
  CHECK(view->key(R"(SOFTWARE\A\B\C\E\F)") == ReadStatus::absent);
  CHECK(view->key(R"(SOFTWARE\A)") == ReadStatus::ok); // what lies below shows it
  CHECK(view->key(R"(SOFTWARE\A\BB)") == ReadStatus::unsupported);
  CHECK(view->key(R"(SYSTEM)") == ReadStatus::unsupported);
  CHECK(view->subkeys(R"(SOFTWARE\A)").status == ReadStatus::unsupported);
  CHECK(view->subkeys(R"(SOFTWARE\A\B)").value == std::vector<std::string>{"C", "C-1"});
  CHECK(view->subkeys(R"(SOFTWARE\A\B\C\D)").value.empty());
  CHECK(view->subkeys(R"(SOFTWARE\A\B\E)").status == ReadStatus::absent);
  CHECK(view->value(R"(SOFTWARE\A\B)", "X").ok());
  CHECK(view->value(R"(SOFTWARE\A\B)", "y").status == ReadStatus::absent);
  CHECK(view->value(R"(SOFTWARE\A)", "y").status == ReadStatus::unsupported);
}

TEST_CASE("values of every form", "[import]") {
  const auto [held, view] = view_of(
      k_header + key("SOFTWARE\\A",
                     "@=\"default\"\r\n\"a\\\\b\\\"c\"=\"C:\\\\x \\\"q\\\"\"\r\n\"n\"=dword:0000084A\r\n"
                     "\"two lines\"=\"one\r\ntwo\"\r\n\"e\"=hex(2):25,00,\\\r\n  41,00,00,00\r\n"
                     "\"b\"=hex:\r\n\"q\"=hex(b):01,00,00,00,00,00,00,00 ; comment\r\n\"s\"=hex(1):41,00,00,00,42,00\r\n"));
  const auto text = [&reader = *view](const char *name) { return reader.value("SOFTWARE\\A", name).value.data; };
  CHECK(text("") == "default");
  CHECK(text("a\\b\"c") == "C:\\x \"q\"");
  CHECK(read_dword(*view, "SOFTWARE\\A", "n").value == 0x84A);
  CHECK(text("two lines") == "one\r\ntwo");
  CHECK(text("E") == "%A");
  CHECK(text("b").empty());
  CHECK(text("q").size() == 8);
  CHECK(text("s") == "A"); // up to the first NUL
  CHECK(read_dword(*view, "SOFTWARE\\A", "e").status == ReadStatus::error);
  CHECK(read_text(*view, "SOFTWARE\\A", "n").status == ReadStatus::error);
  CHECK(read_text(*view, "SOFTWARE\\A", "two lines").status == ReadStatus::error); // no fact has two lines
}

TEST_CASE("an export that is cut off anywhere but between keys is refused", "[import]") {
  const std::string text = k_header + key(R"(SOFTWARE\A)", "\"x\"=dword:00000001\r\n\"y\"=\"text\"\r\n") +
                           key(R"(SOFTWARE\A\B)", "\"Blob\"=hex:01,02,\\\r\n  03,04\r\n");
  REQUIRE_FALSE(refused(text));
  const std::size_t between = text.find("[HKEY_LOCAL_MACHINE\\SOFTWARE\\A\\B]");
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(text.substr(0, size));
    CHECK(refused(text.substr(0, size)) == (size != between && size != k_header.size()));
  }
}

TEST_CASE("what no export holds is refused", "[import]") {
  for (const char *lines :
       {"[-HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\r\n", "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"x\"=-\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\nx=1\r\n\r\n", "\"x\"=\"value before a key\"\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"x\"=dword:1\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"x\"=hex(zz):01\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"x\"=hex:01,,02\r\n\r\n",
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\"x\"=\"a\" b\r\n\r\n", "[HKEY_LOCAL_MACHINE\\\\SOFTWARE]\r\n\r\n"}) {
    INFO(lines);
    CHECK(refused(k_header + lines));
  }
  CHECK(refused("[HKEY_LOCAL_MACHINE\\SOFTWARE\\A]\r\n\r\n"));
}

TEST_CASE("keys that two exports share, and keys without their parent, are refused", "[import]") {
  CHECK(refused(k_header + key("SOFTWARE\\A") + k_header + key("software\\a")));
  CHECK(refused(k_header + key("SOFTWARE\\A") + key("SOFTWARE\\A\\B\\C")));
  CHECK_FALSE(refused(k_header + key("SOFTWARE\\A\\B\\C") + "\uFEFF" + k_header + key("SOFTWARE\\A\\D")));
  CHECK(refused(k_header + key("SOFTWARE\\A", "\"x\"=\"1\"\r\n\"X\"=\"2\"\r\n")));
}

TEST_CASE("a control set stands for the current one", "[import]") {
  const auto ok = [](const std::string &text) {
    return view_of(text).second->key(R"(SYSTEM\CurrentControlSet\A)") == ReadStatus::ok;
  };
  const std::string one = key(R"(SYSTEM\ControlSet001\A)");
  const std::string two = key(R"(SYSTEM\ControlSet002\B)");
  CHECK(ok(k_header + one));
  CHECK_FALSE(ok(k_header + one + two));
  CHECK(ok(k_header + one + two + key("SYSTEM\\Select", "\"Current\"=dword:00000001\r\n")));
  CHECK_FALSE(ok(k_header + one + two + key("SYSTEM\\Select", "\"Current\"=dword:00000002\r\n")));
  CHECK_FALSE(ok(k_header + one + key(R"(SYSTEM\CurrentControlSet\B)")));
}

TEST_CASE("a mounted hive is known by its top, and the 32-bit view is not taken for it", "[import]") {
  const auto status = [](const std::string &text) { return view_of(text).second->key(R"(SOFTWARE\Microsoft\A)"); };
  CHECK(status(k_header + key(R"(OFFLINE\Microsoft\A)")) == ReadStatus::ok);
  CHECK(status(k_header + key(R"(OFFLINE\WOW6432Node\Microsoft\A)")) == ReadStatus::unsupported);
  CHECK(status(k_header + key(R"(SOFTWARE\WOW6432Node\Microsoft\A)")) == ReadStatus::unsupported);
  CHECK(status(k_header + key(R"(HARDWARE\Microsoft\A)")) == ReadStatus::unsupported);
  CHECK(refused(k_header + key(R"(OFFLINE\Microsoft\A)") + key(R"(SOFTWARE\Microsoft\B)")));
  CHECK(refused(k_header + key(R"(OFFLINE1\Microsoft\A)") + key(R"(OFFLINE2\Microsoft\B)")));
}

TEST_CASE("texts in hex of the old form are in the code page of the file", "[import]") {
  const Export held("REGEDIT4\r\n\r\n" + key("SOFTWARE\\A", "\"x\"=hex(2):e9,00\r\n"));
  auto view = RegView::make(held.file, 1252, "x.reg");
  REQUIRE(view);
  CHECK(view->value("SOFTWARE\\A", "x").value.data == "\u00E9");
}
