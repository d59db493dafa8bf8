#include "host/halt.hpp"

#include "facts/registry/registry_value.hpp"
#include "host/machine_registry.hpp"

#include <catch2/catch.hpp>

namespace acsgate {

namespace {

/// A registry that answers every question in the same way, and notes the last one.
struct OneAnswer final : RegistryView {
  RegistryRead<RegistryValue> answer;
  std::string asked;

  ReadStatus key(std::string_view /*path*/) override { return answer.status; }
  RegistryRead<std::vector<std::string>> subkeys(std::string_view /*path*/) override { return {ReadStatus::unsupported, {}}; }
  RegistryRead<RegistryValue> value(std::string_view path, std::string_view name) override {
    asked = std::string(path) + " " + std::string(name);
    return answer;
  }
};

std::optional<std::string> halt(ReadStatus status, std::uint32_t type = 0, std::string data = {}) {
  OneAnswer registry;
  registry.answer = {status, {type, std::move(data)}};
  auto text = read_halt(registry);
  CHECK(registry.asked == "SOFTWARE\\acsgate Halt");
  return text;
}

} // namespace

TEST_CASE("only a halt that is known not to be there does not halt", "[host][halt]") {
  CHECK_FALSE(halt(ReadStatus::absent).has_value());
  CHECK(halt(ReadStatus::ok, registry_type::sz, "defect").value_or("none") == "defect");
  CHECK(halt(ReadStatus::ok, registry_type::sz, "").value_or("none").empty());
  CHECK(halt(ReadStatus::ok, registry_type::dword, std::string(4, '\0')).has_value());
  CHECK(halt(ReadStatus::ok, registry_type::expand_sz, "x").has_value());
  CHECK(halt(ReadStatus::denied).has_value());
  CHECK(halt(ReadStatus::error).has_value());
  CHECK(halt(ReadStatus::unsupported).has_value());
}

TEST_CASE("MachineGuid is read in lower case, and only if it is a GUID", "[host]") {
  OneAnswer registry;
  registry.answer = {ReadStatus::ok, {registry_type::sz, "6F9619FF-8B86-D011-B42D-00C04FC964FF"}};
  CHECK(machine_guid(registry) == "6f9619ff-8b86-d011-b42d-00c04fc964ff");
  registry.answer.value.data = "WEB01";
  CHECK(machine_guid(registry).empty());
  registry.answer.status = ReadStatus::denied;
  CHECK(machine_guid(registry).empty());
}

} // namespace acsgate
