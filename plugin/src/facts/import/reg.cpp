#include "facts/capture_text.hpp"
#include "facts/import/importer.hpp"
#include "facts/import/reg_view.hpp"
#include "facts/registry/registry_facts.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr unsigned k_western = 1252;
constexpr unsigned k_utf8 = 65001;

bool tells_anything(const Facts &facts) {
  const HostFacts &host = facts.host;
  return !host.id.empty() || !host.name.empty() || !host.fqdn.empty() || facts.os.ok() || facts.updates.ok() ||
         facts.reboot.ok() || facts.roots.ok() || facts.modules.ok() || facts.services.ok();
}

} // namespace

Result<void> import_reg(const Capture &capture, const ImportOptions &options, ImportSink &sink) {
  if (capture.bytes.starts_with("regf")) {
    return tl::unexpected(Error{ErrorKind::input, capture.name, "is a registry hive, not an export",
                                "load it with reg load, and export the mounted key with reg export"});
  }
  const auto text = capture_text(capture.bytes, capture.name, options.code_page);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const auto file = parse_reg_file(text->text, capture.name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  // Texts in hex are in the code page of the file; a file of plain ASCII shows none.
  const unsigned code_page = text->code_page == k_utf8 ? options.code_page.value_or(k_western) : text->code_page;
  auto view = RegView::make(*file, code_page, capture.name);
  if (!view) {
    return tl::unexpected(view.error());
  }
  RegistryFacts facts = collect_registry_facts(*view, "reg");
  if (!tells_anything(facts.host.facts)) {
    return tl::unexpected(Error{ErrorKind::input, capture.name,
                                "tells nothing about the host: " +
                                    (facts.notes.empty() ? "it holds none of the keys that do" : facts.notes.front()),
                                "export the keys that the README lists, each with all that lies below"});
  }
  for (std::string &note : facts.notes) {
    sink.warning(std::move(note));
  }
  sink.host(std::move(facts.host));
  return {};
}

} // namespace acsgate
