package io.mqboard.transport.internal.board.v1;

import io.mqboard.transport.ExecMode;
import io.mqboard.transport.ResetMode;
import io.mqboard.transport.internal.wire.Json;
import java.util.List;

/**
 * Python that does on a board of protocol 1 what protocol 2 has commands for. What must be read back is printed as JSON, so that nothing
 * from a board is ever evaluated here. Each runs with globals of its own and leaves no name behind; {@code if 1:} makes it statements, whose
 * output is the reply (of an expression only the value would be).
 */
final class Scripts {
    /** Entries of one reply to a listing: the reply is built in the board's memory. */
    static final int LIST_PAGE = 64;

    private static final String HASH = """
            import os,json,hashlib
            def H(p):
             h=hashlib.sha256()
             b=memoryview(bytearray(1024))
             with open(p,'rb') as f:
              while 1:
               n=f.readinto(b)
               if not n:break
               h.update(b[:n])
             return ''.join('%02x'%c for c in h.digest())
            """;

    /** Times count from 1970 here; an ESP32 counts from 2000. */
    private static final String EPOCH = "import os,json,time\nE=946684800 if time.gmtime(0)[0]==2000 else 0\n";

    private Scripts() {}

    private static String alone(String code) {
        return "if 1:exec(" + PythonText.quote(code) + ",{})";
    }

    /** The caller's own source, in the globals of {@code __main__}. */
    static String exec(ExecMode mode, String name, String source) {
        String code = PythonText.quote(source);
        String file = PythonText.quote(name);
        return switch (mode) {
            case EVAL -> "if 1:print(repr(eval(" + code + ")))";
            case REPL ->
                "try:__mqb=compile(" + code + "," + file + ",'single')\nexcept SyntaxError:__mqb=compile(" + code + ","
                        + file + ",'exec')\nexec(__mqb)";
            default -> "if 1:exec(compile(" + code + "," + file + ",'exec'))";
        };
    }

    /** Prints {@code [mode, size, time]}. */
    static String stat(String path) {
        return alone(EPOCH + "s=os.stat(" + PythonText.quote(path) + ")\nprint(json.dumps([s[0],s[6],s[8]+E]))");
    }

    /** Prints a line for each entry from {@code skip} on, at most {@link #LIST_PAGE}; for a file its own line. */
    static String list(String path, int skip) {
        return alone(EPOCH + "p=" + PythonText.quote(path) + """

                s=os.stat(p)
                if s[0]&0x4000:
                 i=0
                 for e in os.ilistdir(p):
                """ + "  if " + skip + "<=i<" + (skip + LIST_PAGE)
                + ":\n" + """
                   d=e[1]&0x4000
                   t=s if d else os.stat(p.rstrip('/')+'/'+e[0])
                   print(json.dumps([e[0],'d' if d else 'f',t[6],t[8]+E]))
                  i+=1
                else:
                 print(json.dumps([p.split('/')[-1],'f',s[6],s[8]+E]))
                """);
    }

    /** Removes a file, or a folder with all in it. */
    static String remove(String path, boolean recursive) {
        String target = PythonText.quote(path);
        if (!recursive) {
            return alone("import os\nos.remove(" + target + ")");
        }
        return alone("""
                import os
                def R(p):
                 if os.stat(p)[0]&0x4000:
                  for e in os.listdir(p):R(p.rstrip('/')+'/'+e)
                  os.rmdir(p)
                 else:os.remove(p)
                """ + "R(" + target + ")");
    }

    /** Makes a folder, with {@code parents} those above it too. */
    static String makeFolder(String path, boolean parents) {
        if (!parents) {
            return alone("import os\nos.mkdir(" + PythonText.quote(path) + ")");
        }
        return alone("import os\np=" + PythonText.quote(path) + """

                q='/' if p[:1]=='/' else ''
                for c in p.split('/'):
                 if c:
                  q+=c
                  try:
                   if not os.stat(q)[0]&0x4000:raise OSError(20)
                  except OSError as e:
                   if e.args[0]!=2:raise
                   os.mkdir(q)
                  q+='/'
                """);
    }

    static String removeFolder(String path) {
        return alone("import os\nos.rmdir(" + PythonText.quote(path) + ")");
    }

    static String rename(String from, String to) {
        return alone("import os\nos.rename(" + PythonText.quote(from) + "," + PythonText.quote(to) + ")");
    }

    /** Prints the digest of a file. */
    static String hash(String path) {
        return alone(HASH + "print(json.dumps(H(" + PythonText.quote(path) + ")))");
    }

    /** The text that a script has printed as JSON, such as a digest; empty if it is none. */
    static String word(String printed) {
        List<Object> fields = Json.parseArray("[" + printed.strip() + "]");
        return fields != null && fields.size() == 1 && fields.get(0) instanceof String text ? text : "";
    }

    /** Prints {@code [bytes in all, bytes free]} of the file system of a path. */
    static String space(String path) {
        return alone("import os,json\ns=os.statvfs(" + PythonText.quote(path)
                + ")\nprint(json.dumps([s[1]*s[2],s[1]*s[3]]))");
    }

    /** Starts the board again a moment later, so that this is answered first. */
    static String reset(ResetMode mode) {
        String how = switch (mode) {
            case NORMAL, HARD -> "n";
            case SAFE -> "f";
            case SOFT -> "s";
        };
        return "if 1:__import__('sys').modules['watchdog'].reset('" + how + "')";
    }

    /**
     * Gives a file that was sent its name if it has this digest, and prints whether it had. Some file systems do not rename over another
     * file: there the old one is removed first.
     */
    static String commit(String temporary, String path, String sha256) {
        return alone(HASH + "t=" + PythonText.quote(temporary) + "\np=" + PythonText.quote(path) + "\ng=H(t)=="
                + PythonText.quote(sha256)
                + """

                if g:
                 try:os.rename(t,p)
                 except OSError:
                  os.remove(p)
                  os.rename(t,p)
                else:os.remove(t)
                print(json.dumps(g))
                """);
    }

    /** Prints some bytes of a file in hexadecimal. */
    static String slice(String path, long from, int length) {
        return alone("try:from binascii import hexlify\nexcept ImportError:from ubinascii import hexlify\nf=open("
                + PythonText.quote(path) + ",'rb')\nf.seek(" + from + ")\nb=f.read(" + length
                + ")\nf.close()\nprint(hexlify(b).decode())");
    }
}
