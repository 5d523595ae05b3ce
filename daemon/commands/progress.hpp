#pragma once

#include <cstddef>
#include <string_view>

namespace entangled {

/// A bar on standard error while it is a terminal and nothing else is printed there; nothing otherwise. It is gone when
/// this ends.
class Progress {
  public:
    /// `total` steps, 1 or more. `shares_terminal`: results go to standard output, which may be the same terminal.
    Progress(std::size_t total, bool shares_terminal);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// One more step is done, of the day `label`.
    void step(std::string_view label);

  private:
    std::size_t total_;
    std::size_t done_{};
    std::size_t percent_{};
    bool shown_;
};

}  // namespace entangled
