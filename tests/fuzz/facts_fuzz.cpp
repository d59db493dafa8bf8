#include "facts/facts_json.hpp"
#include "facts/facts_scan.hpp"
#include "facts/facts_writer.hpp"
#include "facts/json_parser.hpp"
#include "gate/explain.hpp"
#include "policy/loader.hpp"
#include "report/render.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// libFuzzer target: any bytes as a facts document, and a decision on what can be read. Build with clang,
// -fsanitize=fuzzer,address,undefined.

namespace {

using namespace acsgate;

/// Facts borrow their text: reading every byte shows a view that points at nothing.
class Walk {
public:
  void text(FactText text) {
    if (text.size() > 4096) {
      std::abort();
    }
    for (const char letter : text) {
      m_sum = m_sum * 31 + static_cast<unsigned char>(letter);
    }
  }
  void number(std::uint64_t number) { m_sum = m_sum * 31 + number; }

  template <class T, class Visit> void list(const std::optional<std::vector<T>> &list, const Visit &visit) {
    number(list ? list->size() : 0);
    for (const T &item : list ? *list : std::vector<T>()) {
      visit(item);
    }
  }

  void group(const Group &group) {
    number(static_cast<std::uint64_t>(group.status));
    text(group.source);
  }

  void facts(const Facts &facts);

private:
  volatile std::uint64_t m_sum = 0; ///< so that no read is optimized away
};

void Walk::facts(const Facts &facts) {
  const auto texts = [this](FactText item) { text(item); };
  const auto thumbprints = [this](const Thumbprint &item) {
    if (item.size != 20 && item.size != 32) {
      std::abort();
    }
    for (const std::uint8_t byte : item.bytes) {
      number(byte);
    }
  };
  const auto numbers = [this](const std::optional<std::uint32_t> &value) {
    if (value.value_or(0) > 2147483647U) {
      std::abort();
    }
    number(value.value_or(0));
  };
  text(facts.host.id);
  text(facts.host.name);
  text(facts.host.fqdn);
  for (const auto &[name, value] : facts.host.labels) {
    text(name);
    text(value);
  }
  if (facts.collected_at) {
    text(to_string(*facts.collected_at));
  }
  text(facts.source);
  group(facts.os);
  number(static_cast<std::uint64_t>(facts.os.family));
  numbers(facts.os.build);
  numbers(facts.os.ubr);
  numbers(facts.os.service_pack);
  number(static_cast<std::uint64_t>(facts.os.type));
  text(facts.os.edition);
  text(facts.os.arch);
  text(facts.os.product_name);
  group(facts.updates);
  list(facts.updates.hotfixes, [this](Kb kb) { number(kb); });
  list(facts.updates.packages, [this](const PackageFact &package) {
    text(package.name);
    text(package.version);
    number(static_cast<std::uint64_t>(package.state));
  });
  group(facts.reboot);
  list(facts.reboot.pending, texts);
  group(facts.roots);
  list(facts.roots.present, thumbprints);
  list(facts.roots.disallowed, thumbprints);
  number(static_cast<std::uint64_t>(facts.roots.auto_update));
  group(facts.esu);
  number(facts.esu.licensed.value_or(false) ? 1 : 0);
  for (const FactText product : facts.esu.products) {
    text(product);
  }
  group(facts.modules);
  list(facts.modules.items, [this](const ModuleFact &module) {
    text(module.module);
    text(module.version);
    text(module.line);
  });
  group(facts.services);
  list(facts.services.items, [this](const ServiceFact &service) {
    text(service.name);
    text(service.state);
    text(service.start);
  });
}

void decide(const Facts &facts) {
  static const Policy k_policy = load_builtin_policy().value().policy;
  const Timestamp now = *parse_timestamp("2026-11-22T12:00:00Z");
  const Ask asks[] = {{parse_version("20.0.0-6690"), {}}, {parse_version("20.0.690"), {}}};
  for (const Product &product : k_policy.products) {
    const Verdict verdict = evaluate(k_policy, product, facts, asks, {}, now);
    for (const Language language : {Language::en, Language::ja}) {
      const Explanation explanation = explain(verdict, k_policy, product, facts, asks, now, language);
      (void)render_json(explanation);
      (void)render_text(explanation, language);
      (void)render_junit(explanation);
    }
  }
}

void decode(FactsDecoder &decoder, std::string_view json) {
  const auto facts = decoder.decode(json, "fuzz.json");
  if (!facts) {
    const Error &error = facts.error();
    if (error.kind != ErrorKind::input || error.what.empty() || !error.where.starts_with("fuzz.json:")) {
      std::abort();
    }
    static_cast<void>(to_string(error));
    return;
  }
  Walk().facts(**facts);
  decide(**facts);
}

/// What the scan takes, the strict reader takes too, with the same facts.
void compare_readers(std::string_view json) {
  static JsonParser parser(k_max_facts_bytes);
  static FactsBuffer buffer;
  buffer.clear();
  const auto index = parser.index(json);
  if (!index || !scan_facts(*index, buffer)) {
    return;
  }
  const std::string scanned = to_json(buffer.facts);
  buffer.clear();
  JsonReader reader;
  const auto top = parser.parse(json, {"fuzz.json"});
  if (!top || !read_facts(reader, *top, buffer) || to_json(buffer.facts) != scanned) {
    std::abort();
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char *>(data), size);
  compare_readers(json);
  static FactsDecoder used; // meets one document after the other, as for a fleet
  FactsDecoder fresh;
  decode(used, json);
  decode(fresh, json);
  const auto first = used.decode(json, "fuzz.json");
  const auto second = fresh.decode(json, "fuzz.json");
  // Nothing of an earlier document is left in what is known of this host.
  if (first.has_value() != second.has_value() || (!first && to_string(first.error()) != to_string(second.error())) ||
      (first && to_json(**first) != to_json(**second))) {
    std::abort();
  }
  return 0;
}
