// Folders of a node, and what having them means.
import { describe, expect, it } from "vitest";
import { hostPathReach } from "./host-path-reach.ts";

describe("hostPathReach", () => {
  it.each([
    ["/", "node"],
    ["", "node"],
    ["//", "node"],
    ["/var/run/", "node"],
    ["/etc/.", "node"],
    ["/var/run/docker.sock", "node"],
    ["/var/lib/kubelet", "node"],
    ["/var/lib/kubelet/device-plugins", "part"],
    ["/dev/fuse", "part"],
    ["/home/../etc/kubernetes", "node"],
    ["/opt/cni/bin", "node"],
    ["/run/systemd/private", "part"],
    ["/developers", "other"],
    ["/var/log", "other"],
    ["/etc/localtime", "public"],
    ["/usr/share/zoneinfo/UTC", "public"],
  ])("%s is %s", (path, reach) => expect(hostPathReach(path)).toBe(reach));
});
