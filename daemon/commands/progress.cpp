#include "daemon/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <cstdio>

namespace entangled {
namespace {

constexpr std::size_t hundred = 100;
constexpr std::size_t percent_per_mark = 4;

bool is_terminal(int descriptor) { return ::isatty(descriptor) != 0; }

}  // namespace

Progress::Progress(std::size_t total, bool shares_terminal)
    : total_(total), shown_(is_terminal(STDERR_FILENO) && !(shares_terminal && is_terminal(STDOUT_FILENO)))
{
}

Progress::~Progress()
{
    if (shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::step(std::string_view label)
{
    ++done_;
    const std::size_t percent = done_ * hundred / total_;
    if (!shown_ || percent == percent_) return;
    percent_ = percent;
    constexpr std::size_t width = hundred / percent_per_mark;
    fmt::print(stderr, "\r[{:<{}}] {:>3} % {}", std::string(percent / percent_per_mark, '#'), width, percent, label);
    std::fflush(stderr);
}

}  // namespace entangled
