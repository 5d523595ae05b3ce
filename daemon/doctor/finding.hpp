#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entangled::doctor {

/// How a check ended. Closed; a stable word of the JSON form.
enum class Verdict : std::uint8_t { not_asked, ok, warning, trouble };
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;

/// What to do about it: sentences, and commands to copy as they stand.
struct Remedy {
    std::string what;
    std::vector<std::string> commands{};
};

/// One line of the list: what was looked at, what was seen, and what to do unless it is fine.
struct Finding {
    std::string check;
    Verdict verdict{Verdict::not_asked};
    std::string seen;
    Remedy remedy{};
};

/// Gathers what is seen in one check; the worst of it decides.
class Check {
  public:
    explicit Check(std::string_view name) : name_(name) {}

    void fine(std::string seen);
    void warning(std::string seen, Remedy remedy);
    void trouble(std::string seen, Remedy remedy);

    [[nodiscard]] Verdict verdict() const noexcept { return verdict_; }
    /// What is wrong, all of it, the worst first; else what is fine.
    [[nodiscard]] Finding finding() const;

  private:
    struct Sight {
        Verdict verdict{};
        std::string seen;
        Remedy remedy;
    };
    void add(Sight sight);

    std::string name_;
    Verdict verdict_{Verdict::not_asked};
    std::vector<Sight> sights_;
};

/// A check that could not be made, and why.
[[nodiscard]] Finding not_asked(std::string_view name, std::string why);

}  // namespace entangled::doctor
