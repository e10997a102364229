/* Compare a file in the reader's hands with the published digests; computed here, nothing is uploaded. */
document.querySelectorAll('[data-compare]').forEach((box) => {
  const input = box.querySelector('input[type=file]');
  const answer = document.getElementById(box.dataset.answer);
  if (!window.crypto || !crypto.subtle) {
    answer.textContent = '此浏览器不能在本机计算，请换用新版浏览器，或用校验工具比对。';
    return;
  }
  box.hidden = false;
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) { return; }
    answer.textContent = '正在计算。';
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
    const same = box.dataset.compare.split(' ').includes(hex);
    answer.textContent = same
      ? '一致：文件与公示的内容相同。'
      : '不一致：文件不是公示的内容，或已被改动。';
  });
});
