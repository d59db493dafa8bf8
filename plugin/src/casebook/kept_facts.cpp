#include "casebook/kept_facts.hpp"

namespace acsgate {

namespace {

/// Calls `use` for every text of `facts`.
template <class Use> void each_text(Facts &facts, Use use) {
  for (FactText *text : {&facts.host.id, &facts.host.name, &facts.host.fqdn, &facts.source, &facts.os.edition, &facts.os.arch,
                         &facts.os.product_name}) {
    use(*text);
  }
  for (Group *group : {static_cast<Group *>(&facts.os), static_cast<Group *>(&facts.updates), static_cast<Group *>(&facts.reboot),
                       static_cast<Group *>(&facts.roots), static_cast<Group *>(&facts.esu), static_cast<Group *>(&facts.modules),
                       static_cast<Group *>(&facts.services)}) {
    use(group->source);
  }
  for (auto &[name, value] : facts.host.labels) {
    use(name);
    use(value);
  }
  const auto each_of = [](auto &list, auto use_item) {
    if (list) {
      for (auto &item : *list) {
        use_item(item);
      }
    }
  };
  each_of(facts.updates.packages, [&](PackageFact &package) {
    use(package.name);
    use(package.version);
  });
  each_of(facts.reboot.pending, use);
  for (FactText &product : facts.esu.products) {
    use(product);
  }
  each_of(facts.modules.items, [&](ModuleFact &module) {
    use(module.module);
    use(module.version);
    use(module.line);
  });
  each_of(facts.services.items, [&](ServiceFact &service) {
    use(service.name);
    use(service.state);
    use(service.start);
  });
}

} // namespace

KeptFacts::KeptFacts(Facts facts) : m_facts(std::move(facts)) {
  std::size_t size = 0;
  each_text(m_facts, [&](const FactText &text) { size += text.size(); });
  m_texts.reserve(size); // nothing moves from here on
  each_text(m_facts, [&](FactText &text) {
    const std::size_t at = m_texts.size();
    m_texts += text;
    text = std::string_view(m_texts).substr(at);
  });
}

std::shared_ptr<const KeptFacts> KeptFacts::copy_of(const Facts &facts) {
  return std::shared_ptr<const KeptFacts>(new KeptFacts(facts));
}

} // namespace acsgate
