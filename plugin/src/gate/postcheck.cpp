#include "gate/postcheck.hpp"

#include "gate/host_state.hpp"

#include <algorithm>

namespace acsgate {

namespace {

struct ServiceRow {
  std::string_view product;
  ProductService service;
};

// Services of Deep Security Agent on Windows: the agent itself, and the icon in the notification area where it is installed.
constexpr ServiceRow k_services[] = {
    {"agent", {"ds_agent", true}},
    {"agent", {"ds_notifier", false}},
    {"notifier", {"ds_notifier", true}},
};

PostcheckItem check_age(const Policy &policy, const Facts &facts, Timestamp now) {
  CodeSet codes;
  return {.id = "facts",
          .status = judge_freshness(policy, facts, now, codes) == Status::pass ? Status::pass : Status::unknown,
          .found = facts.collected_at ? to_string(*facts.collected_at) : "",
          .needed = "not older than " + to_string(policy.facts_max_age)};
}

PostcheckItem check_version(const Product &product, const Facts &facts, const Version &expected) {
  const Installed installed = installed_at_or_above(product, facts.modules, expected);
  return {.id = "version",
          .status = installed == Installed::at_or_above ? Status::pass
                    : installed == Installed::not_there ? Status::fail
                                                        : Status::unknown,
          .found = std::string(installed_version(product, facts.modules, expected)),
          .needed = ">= " + to_string(expected)};
}

/// Nothing: the service need not run.
std::optional<PostcheckItem> check_service(const ProductService &service, const ServiceFacts &services) {
  PostcheckItem item{.id = "service:" + std::string(service.name), .status = Status::unknown, .found = {}, .needed = "running"};
  if (!services.ok() || !services.items) {
    return item;
  }
  const auto found = std::ranges::find(*services.items, service.name, &ServiceFact::name);
  if (found == services.items->end()) {
    item.status = Status::fail;
    item.found = "not installed";
    return service.required ? std::optional(item) : std::nullopt;
  }
  if (!service.required && found->start == "disabled") {
    return std::nullopt;
  }
  item.found = std::string(found->state);
  if (!found->state.empty()) {
    item.status = found->state == "running" ? Status::pass : Status::fail;
  }
  return item;
}

} // namespace

Status Postcheck::status() const {
  const auto any = [&](Status status) { return std::ranges::find(items, status, &PostcheckItem::status) != items.end(); };
  return any(Status::fail) ? Status::fail : any(Status::unknown) || items.empty() ? Status::unknown : Status::pass;
}

std::vector<ProductService> services_of(const Product &product) {
  std::vector<ProductService> services;
  for (const ServiceRow &row : k_services) {
    if (row.product == product.id) {
      services.push_back(row.service);
    }
  }
  return services;
}

Postcheck postcheck(const Policy &policy, const Product &product, const Facts &facts, const Version &expected, Timestamp now) {
  Postcheck result;
  result.items.push_back(check_age(policy, facts, now));
  result.items.push_back(check_version(product, facts, expected));
  for (const ProductService &service : services_of(product)) {
    if (auto item = check_service(service, facts.services)) {
      result.items.push_back(std::move(*item));
    }
  }
  return result;
}

Postcheck settled(const Postcheck &first, Postcheck second) {
  for (PostcheckItem &item : second.items) {
    const auto before = std::ranges::find(first.items, item.id, &PostcheckItem::id);
    if (item.status == Status::fail && before != first.items.end() && before->status == Status::pass) {
      item.found += ", after it was " + before->found;
    }
  }
  return second;
}

} // namespace acsgate
