#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace entangled::doctor {

/// Labels that a sample must have.
using Wanted = std::map<std::string, std::string, std::less<>>;

struct PageSample {
    std::map<std::string, std::string, std::less<>> labels;
    double value{};
};

/// A metrics page in the text format of Prometheus. Lines that are no samples are passed over.
class Page {
  public:
    [[nodiscard]] static Page read(std::string_view text);

    /// All samples of a name; none if there is no such name.
    [[nodiscard]] const std::vector<PageSample>& of(std::string_view name) const;
    /// The first sample that has these labels.
    [[nodiscard]] std::optional<double> value(std::string_view name, const Wanted& wanted = {}) const;
    [[nodiscard]] bool has(std::string_view name) const { return !of(name).empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Names of all labels.
    [[nodiscard]] std::set<std::string> label_names() const;

  private:
    std::map<std::string, std::vector<PageSample>, std::less<>> samples_;
    std::size_t size_{};
};

/// The word for which a state set is 1, by the value of another label.
[[nodiscard]] std::map<std::string, std::string> states_of(const Page& page, std::string_view name,
                                                           std::string_view of_label);

}  // namespace entangled::doctor
