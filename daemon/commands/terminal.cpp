#include "daemon/commands/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "daemon/commands/commands.hpp"

namespace entangled {
namespace {

constexpr std::size_t narrowest = 80;
constexpr std::size_t widest = 120;

}  // namespace

report::TextStyle terminal_style()
{
    report::TextStyle style;
    if (::isatty(STDOUT_FILENO) == 0) return style;
    style.colour = std::getenv("NO_COLOR") == nullptr;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        style.width = std::clamp<std::size_t>(size.ws_col, narrowest, widest);
    }
    return style;
}

int print(std::string_view text)
{
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? exit_ok : exit_failure;
}

}  // namespace entangled
