#include "probe/sources.hpp"

namespace acsgate {

namespace {

std::string_view type_word(OsType type) {
  return type == OsType::client ? "client" : type == OsType::server ? "server" : "unknown";
}

} // namespace

void fail_group(OwnedFacts &host, Group &group, ReadStatus status, std::string source) {
  const GroupStatus failed = group_status(status);
  // A port that does not know its subject at all is worth saying so; a missing group says nothing.
  group.status = failed == GroupStatus::missing ? GroupStatus::unsupported : failed;
  group.source = host.keep(std::move(source));
}

void confirm_os(const ProbeRead<OsVersion> &kernel, OwnedFacts &host) {
  OsFacts &os = host.facts.os;
  if (!os.ok()) {
    return;
  }
  if (!kernel.ok()) {
    os = {};
    fail_group(host, os, kernel.status == ReadStatus::absent ? ReadStatus::error : kernel.status,
               failed_source("RtlGetVersion", kernel.status));
    return;
  }
  if (os.build && *os.build != kernel.value.build) {
    const std::string source =
        "registry says build " + std::to_string(*os.build) + ", RtlGetVersion says " + std::to_string(kernel.value.build);
    os = {};
    fail_group(host, os, ReadStatus::error, source);
    return;
  }
  if (os.type != OsType::unknown && kernel.value.type != OsType::unknown && os.type != kernel.value.type) {
    const std::string source =
        "registry says " + std::string(type_word(os.type)) + ", RtlGetVersion says " + std::string(type_word(kernel.value.type));
    os = {};
    fail_group(host, os, ReadStatus::error, source);
    return;
  }
  os.source = "registry, RtlGetVersion";
}

} // namespace acsgate
