# Stands in for what the module time lacks in builds of MicroPython 1.20 for WebAssembly. It is always the same moment of 2026.
import time as real

_DAYS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


# Days since 1970-01-01.
def _days(year, month, day):
    y = year - (month < 3)
    return (year - 1970) * 365 + y // 4 - y // 100 + y // 400 - 477 + _DAYS[month - 1] + day - 1


class Time:
    def __getattr__(self, name):
        return getattr(real, name)

    def time(self):
        return 1795384800

    def time_ns(self):
        return self.time() * 1000000000

    def mktime(self, t):
        return ((_days(*t[:3]) * 24 + t[3]) * 60 + t[4]) * 60 + t[5]

    def gmtime(self, t=None):
        t = self.time() if t is None else t
        days = t // 86400
        y = 1970 + days // 366
        while _days(y + 1, 1, 1) <= days:
            y += 1
        m = 12
        while _days(y, m, 1) > days:
            m -= 1
        s = t % 86400
        return y, m, days - _days(y, m, 1) + 1, s // 3600, s // 60 % 60, s % 60, (days + 3) % 7, days - _days(y, 1, 1) + 1
